#include "room/write.h"
#include "base/clock.h"

#define WORDS_SECONDS (24 * 60 * 60)

static void
write_free(RoomWrite *write)
{
    secret_wipe(&write->slow.words, sizeof write->slow.words);
    g_clear_error(&write->error);
    g_free(write->ask);
    g_free(write->data);
    g_free(write);
}

void
write_set_key(HttpRequest *request, HttpReply *reply, const Badge *badge, unsigned generation, const ReturnWords *words)
{
    const Room *room = request_room(request);
    char text[RETURN_TEXT_SIZE];
    g_autofree char *sealed = words ? words_seal(room, words, &badge->pseudonym) : g_strdup("");
    int64_t seconds = badge->shared ? -1 : badge->expires - clock_now();

    return_to_text(&room->return_key, &badge->pseudonym, generation, text);
    http_reply_cookie(reply, request, RETURN_COOKIE, text, seconds);
    http_reply_cookie(reply, request, WORDS_COOKIE, sealed, !words ? 0 : badge->shared ? -1 : WORDS_SECONDS);
}

void
write_offer_key(HttpRequest *request, HttpReply *reply, const Badge *badge)
{
    const Room *room = request_room(request);
    ReturnWords words;

    if (words_open(room, http_cookie(request, WORDS_COOKIE), &badge->pseudonym, &words))
        return;
    words_random(&words);
    g_autofree char *sealed = words_seal(room, &words, &badge->pseudonym);
    http_reply_cookie(reply, request, WORDS_COOKIE, sealed, badge->shared ? -1 : badge->expires - clock_now());
    secret_wipe(&words, sizeof words);
}

void
write_renew_key(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const Badge *badge = &visitor->badge;
    ReturnWords words;

    if (!visitor->by_offer ||
        !words_open(visitor->room, http_cookie(request, WORDS_COOKIE), &badge->pseudonym, &words))
        return;
    write_set_key(request, reply, badge, visitor->generation, &words);
    secret_wipe(&words, sizeof words);
}

/* Back on the server's thread, after the commit. */
static void
finish(HttpRequest *request, HttpReply *reply, void *data)
{
    RoomWrite *write = data;

    if (write->error)
        http_reply_error(reply, request, write->error);
    else
        write->then(request, reply, write);
    if (!write->error && write->key_made)
        write_set_key(request, reply, &request_visitor(request)->badge, 0, &write->slow.words);
    else if (!write->error && !write->slow.done)
        write_renew_key(request, reply);
    write_free(write);
}

static bool
run_all(Db *db, void *data, GError **error)
{
    RoomWrite *write = data;
    MemberOutcome outcome = MEMBER_DONE;

    if (write->gives_key) {
        if (!member_give_key(write->room->hall, db, &write->actor, &write->slow.result, &outcome, error))
            return false;
        write->key_made = write->actor.has_key = outcome == MEMBER_DONE;
    }
    return write->run(write, db, error);
}

static bool
run_job(Db *db, void *data, GError **error)
{
    RoomWrite *write = data;
    g_auto(I18nScope) speaks = i18n_scope(http_language(write->request));

    /* One statement is undone by itself. */
    if (write->kind == DB_JOB_STATEMENT && !write->gives_key)
        return run_all(db, write, error);
    return hall_run(write->room->hall, db, run_all, write, error);
}

static void
job_done(void *data, const GError *error)
{
    RoomWrite *write = data;

    if (error)
        write->error = g_error_copy(error);
    http_resume(write->request);
}

static void
submit(RoomWrite *write)
{
    DbJobKind kind = write->gives_key ? DB_JOB_PART : write->kind;

    db_group_submit(write->room->group, &(DbJob){ .kind = kind, .run = run_job, .done = job_done, .data = write });
}

static void
key_hashed(SlowJob *job)
{
    RoomWrite *write = job->data;

    if (job->ok) {
        submit(write);
        return;
    }
    error_set(&write->error, ERROR_BUSY, "no memory for a return key");
    http_resume(write->request);
}

static RoomWrite *
write_new(HttpRequest *request, RoomRun run, RoomThen then, void *data)
{
    const Visitor *visitor = request_visitor(request);
    RoomWrite *write = g_new0(RoomWrite, 1);

    write->room = request_room(request);
    write->request = request;
    write->actor = visitor->actor;
    write->run = run;
    write->then = then;
    write->data = data;
    return write;
}

/* Has this badge never had a return key? */
static bool
needs_key(const Visitor *visitor)
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Member *member = board ? board_member(board, &visitor->badge.pseudonym) : NULL;
    bool needs = board && !(member && member->has_key) && calendar_may_write(&board->about->dates, clock_now());
    hall_read_end(visitor->room->hall);
    return needs;
}

static void
hash_first(RoomWrite *write)
{
    const Visitor *visitor = request_visitor(write->request);
    SlowJob *slow = &write->slow;

    *slow = (SlowJob){ .pseudonym = write->actor.pseudonym, .done = key_hashed, .data = write };
    /* Words that make a key already make no other. */
    if (visitor->offer_fits ||
        !words_open(write->room, http_cookie(write->request, WORDS_COOKIE), &slow->pseudonym, &slow->words))
        words_random(&slow->words);
    memcpy(slow->salt, slow->words.salt, sizeof slow->salt);
    if (slow_start(write->room->slow, slow))
        return;
    error_set(&write->error, ERROR_BUSY, "a badge has too many first acts at once");
    http_resume(write->request);
}

static void
start(RoomWrite *write)
{
    if (write->gives_key)
        hash_first(write);
    else
        submit(write);
}

/* The desk has answered, or has not in time. */
static void
mentions_known(MentionAsk *ask)
{
    RoomWrite *write = ask->data;

    write->mentions = ask->found.n > 0 ? &ask->found : NULL;
    start(write);
}

/* The connection sleeps from here on; no thread of the server waits. */
static void
begin(RoomWrite *write, const char *text)
{
    const Actor *actor = &write->actor;

    http_suspend(write->request, finish, write);
    if (!text) {
        start(write);
        return;
    }
    write->ask = g_new0(MentionAsk, 1);
    *write->ask = (MentionAsk){ .conversation = actor->conversation, .pseudonym = actor->pseudonym, .text = text,
                                .done = mentions_known, .data = write };
    mention_ask(write->room, write->ask);
}

void
room_write_text(HttpRequest *request, const char *text, RoomRun run, RoomThen then, void *data)
{
    begin(write_new(request, run, then, data), text);
}

void
room_write(HttpRequest *request, RoomRun run, RoomThen then, void *data)
{
    room_write_text(request, NULL, run, then, data);
}

static RoomWrite *
write_new_own(HttpRequest *request, RoomRun run, RoomThen then, void *data)
{
    const Visitor *visitor = request_visitor(request);
    RoomWrite *write = write_new(request, run, then, data);

    write->gives_key = !visitor->actor.has_key && needs_key(visitor);
    return write;
}

void
room_write_own_text(HttpRequest *request, const char *text, RoomRun run, RoomThen then, void *data)
{
    begin(write_new_own(request, run, then, data), text);
}

void
room_write_own(HttpRequest *request, RoomRun run, RoomThen then, void *data)
{
    room_write_own_text(request, NULL, run, then, data);
}

void
room_write_statement(HttpRequest *request, RoomRun run, RoomThen then, void *data)
{
    RoomWrite *write = write_new_own(request, run, then, data);

    write->kind = DB_JOB_STATEMENT;
    begin(write, NULL);
}

void
room_write_hashed(HttpRequest *request, RoomRun run, RoomThen then, void *data)
{
    RoomWrite *write = write_new(request, run, then, data);

    http_suspend(request, finish, write);
    hash_first(write);
}
