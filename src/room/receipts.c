#include "room/receipts.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "domain/receipt.h"
#include "html/markdown.h"
#include "room/api.h"
#include "room/pages/receipt.h"
#include "room/view.h"

/* ---- given to the author ---- */

static void
give(HttpRequest *request, HttpReply *reply, const Id *id, const char *code)
{
    const Visitor *visitor = request_visitor(request);
    GError *error = NULL;
    bool made = false;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board_find(board, id);
    TalkOutcome outcome = receipt_may(board, &visitor->actor, item);
    if (outcome == TALK_DONE) {
        g_auto(Look) look = look_begin(board, visitor);
        PageFrame frame = frame_of(request, board, look.scratch);
        ReceiptView view = {
            .id = scratch_id(look.scratch, id),
            .idea = item->kind == KIND_IDEA,
            .excerpt = look_excerpt(&look, item),
            .shared = visitor->badge.shared,
            .code = code,
            .address = scratch_keep(look.scratch, g_strdup_printf("%s/c/%s/receipt", visitor->room->config->room_url, board->about->slug)),
        };
        made = receipt_page(&frame, &view, &page, &error);
    }
    hall_read_end(visitor->room->hall);
    if (outcome == TALK_DONE)
        frame_reply(request, reply, 200, made, &page, error);
    else
        api_refuse(request, reply, outcome);
}

void
page_receipt(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 1, &id))
        give(request, reply, &id, NULL);
}

typedef struct { Id id; char code[CHECK_CODE_TEXT_SIZE]; } Asked;

static bool
run_receipt(RoomWrite *write, Db *db, GError **error)
{
    Asked *asked = write->data;

    return receipt_make(write->room->hall, db, &write->room->receipt_key, &write->actor, &asked->id, asked->code,
                        &write->outcome, error);
}

static void
receipt_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    Asked *asked = write->data;

    if (write->outcome == TALK_DONE)
        give(request, reply, &asked->id, asked->code);
    else
        api_refuse(request, reply, write->outcome);
    secret_wipe(asked->code, sizeof asked->code);
}

void
page_receipt_post(HttpRequest *request, HttpReply *reply)
{
    Asked asked = { .code = "" };

    if (api_path_id(request, reply, 1, &asked.id))
        room_write(request, run_receipt, receipt_done, g_memdup2(&asked, sizeof asked));
}

/* ---- read by its holder ---- */

enum { ENTER_CODE };
static const HttpField enter_fields[] = { [ENTER_CODE] = { "code", HTTP_FIELD_LINE, 60, true, NULL } };
const HttpInput page_receipt_enter_input = { HTTP_INPUT_FORM, enter_fields, G_N_ELEMENTS(enter_fields), 1024 };

/* The same frame whether or not there is such a conversation, and whoever comes. */
static void
enter_show(HttpRequest *request, HttpReply *reply, unsigned status, const char *typed, const char *refusal)
{
    g_autoptr(Scratch) scratch = scratch_new();
    FormError errors[] = { { "code", refusal, NULL } };
    PageFrame frame = frame_of(request, NULL, scratch);
    GError *error = NULL;
    Page page;

    frame.slug = NULL;
    frame.errors = errors;
    frame.n_errors = refusal ? 1 : 0;
    bool made = receipt_enter_page(&frame, http_arg(request, 0), typed, &page, &error);
    frame_reply(request, reply, status, made, &page, error);
}

void
page_receipt_enter(HttpRequest *request, HttpReply *reply)
{
    enter_show(request, reply, 200, NULL, NULL);
}

/* Kept until the page is made; NULL of NULL. */
static const SafeHtml *
rendered(GPtrArray *texts, const char *markdown)
{
    SafeHtml *text = markdown ? markdown_talk(markdown, NULL) : NULL;

    if (text)
        g_ptr_array_add(texts, text);
    return text;
}

static void
told(HttpRequest *request, HttpReply *reply, const Receipt *receipt)
{
    g_autoptr(Scratch) scratch = scratch_new();
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func((GDestroyNotify)safe_html_free);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_autofree ReceiptThemeView *themes = g_new0(ReceiptThemeView, receipt->themes->len + 1);
    PageFrame frame = frame_of(request, NULL, scratch);
    GError *error = NULL;
    Page page;

    frame.slug = NULL;
    for (guint i = 0; i < receipt->themes->len; i++) {
        const ReceiptTheme *theme = &g_array_index(receipt->themes, ReceiptTheme, i);

        themes[i] = (ReceiptThemeView){ theme->number, theme->name, rendered(texts, theme->decided) };
    }
    for (size_t i = 0; receipt->parts && receipt->parts[i]; i++) {
        const SafeHtml *part = rendered(texts, receipt->parts[i]);

        if (part)
            g_ptr_array_add(parts, (void *)(uintptr_t)part);
    }
    ReceiptToldView view = {
        .title = receipt->title, .section = receipt->section, .idea = receipt->kind == KIND_IDEA, .state = receipt->state,
        .text = rendered(texts, receipt->text), .parts = (const SafeHtml *const *)parts->pdata, .n_parts = parts->len,
        .published = receipt->published, .themes = themes, .n_themes = receipt->themes->len,
    };
    bool made = receipt_told_page(&frame, &view, &page, &error);
    frame_reply(request, reply, 200, made, &page, error);
}

/* Nobody's address is known here, so those who guess are counted together: of wrong codes with the right
 * check symbol, which no slip of the pen makes. */
static bool
may_guess(Room *room, int64_t now)
{
    g_mutex_lock(&room->reader_lock);
    if (room->guess_minute != now / 60) {
        room->guess_minute = now / 60;
        room->guesses = 0;
    }
    bool may = room->guesses < LIMIT_RECEIPT_TRIES;
    g_mutex_unlock(&room->reader_lock);
    return may;
}

static bool
look_up(Room *room, const CheckCode *code, Receipt **ret_receipt, GError **error)
{
    g_mutex_lock(&room->reader_lock);
    bool ok = receipt_read(room->reader, &room->receipt_key, code, ret_receipt, error);
    if (ok && !*ret_receipt)
        room->guesses++;
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

void
page_receipt_enter_post(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *typed = http_typed(request, ENTER_CODE);
    g_autoptr(Receipt) receipt = NULL;
    g_autoptr(GError) error = NULL;
    CheckCode code;

    if (!check_code_read(typed, &code))
        enter_show(request, reply, 422, typed, _("This is not a whole code. Look at it again: four times four letters and digits."));
    else if (!may_guess(visitor->room, visitor->now))
        enter_show(request, reply, 429, typed, _("Too many codes were tried that nobody has. Please wait a minute and try again."));
    else if (!look_up(visitor->room, &code, &receipt, &error))
        http_reply_error(reply, request, error);
    else if (receipt)
        told(request, reply, receipt);
    else
        enter_show(request, reply, 404, typed, _("No receipt has this code. If you asked for another one since, only the newest works."));
}
