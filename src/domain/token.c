#include "domain/token.h"
#include "base/clock.h"
#include "base/limits.h"
#include "store/token_store.h"

static Token
token_from(const TokenRow *row)
{
    Token token = { .conversation = row->conversation, .tag = row->tag, .roles = (uint32_t)row->roles };
    char text[ID_TEXT_SIZE];

    id_to_text(&row->tag, text);
    memcpy(token.name, text, sizeof token.name - 1);
    return token;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(((const Token *)a)->name, ((const Token *)b)->name);
}

GArray *
tokens_load(Db *db, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!token_all(db, &rows, error))
        return NULL;
    GArray *tokens = g_array_new(false, false, sizeof(Token));
    for (size_t i = 0; i < rows.n; i++) {
        Token token = token_from(db_rows_at(&rows, TokenRow, i));

        g_array_append_val(tokens, token);
    }
    g_array_sort(tokens, compare_names);
    return tokens;
}

static Id
tag_of(const SecretKey *key, const uint8_t bytes[TOKEN_BYTES])
{
    Id tag;

    secret_hash(key, "token", bytes, TOKEN_BYTES, tag.bytes, sizeof tag.bytes);
    return tag;
}

const Token *
token_find(const GArray *tokens, const SecretKey *key, const char *text)
{
    uint8_t bytes[TOKEN_BYTES];

    if (!text || !secret_from_text(text, bytes, sizeof bytes))
        return NULL;
    Id tag = tag_of(key, bytes);

    for (guint i = 0; i < tokens->len; i++)
        if (id_equal(&g_array_index(tokens, Token, i).tag, &tag))
            return &g_array_index(tokens, Token, i);
    return NULL;
}

static const Token *
token_named(const GArray *tokens, const char *name)
{
    for (guint i = 0; i < tokens->len; i++)
        if (g_str_equal(g_array_index(tokens, Token, i).name, name))
            return &g_array_index(tokens, Token, i);
    return NULL;
}

/* What stands against one token more. */
static TokenOutcome
fault_of(const Board *board, const GArray *tokens)
{
    if (!board)
        return TOKEN_NOT_FOUND;
    if (calendar_phase(&board->about->dates, clock_now()) >= PHASE_COMPLETED)
        return TOKEN_OVER;
    return tokens->len >= LIMIT_TOKENS ? TOKEN_TOO_MANY : TOKEN_DONE;
}

bool
token_add(Hall *hall, Db *db, const SecretKey *key, const char *slug, uint32_t roles, char ret_text[TOKEN_TEXT_SIZE],
          TokenOutcome *ret_outcome, GError **error)
{
    const Board *board = hall_board(hall, slug);
    g_autoptr(GArray) tokens = tokens_load(db, error);
    uint8_t bytes[TOKEN_BYTES];
    Token token;

    if (!tokens)
        return false;
    *ret_outcome = fault_of(board, tokens);
    if (*ret_outcome != TOKEN_DONE)
        return true;
    TokenRow row = { .conversation = board->about->id, .roles = roles };
    do {
        secret_random(bytes, sizeof bytes);
        row.tag = tag_of(key, bytes);
        token = token_from(&row);
    } while (token_named(tokens, token.name));
    secret_to_text(bytes, sizeof bytes, ret_text);
    secret_wipe(bytes, sizeof bytes);
    return token_put(db, &row, error);
}

bool
token_remove(Db *db, const char *name, TokenOutcome *ret_outcome, GError **error)
{
    g_autoptr(GArray) tokens = tokens_load(db, error);
    const Token *token = tokens ? token_named(tokens, name) : NULL;

    if (!tokens)
        return false;
    *ret_outcome = token ? TOKEN_DONE : TOKEN_NOT_FOUND;
    return !token || token_delete(db, &token->conversation, &token->tag, error);
}
