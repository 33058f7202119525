#include "store/member_store.h"
#include "store/seal.h"

static const DbColumn columns[] = {
    DB_COL_ID(MemberRow, tag),
    DB_COL_ID(MemberRow, mask),
    DB_COL_I64(MemberRow, generation),
    DB_COL_I64(MemberRow, welcomed),
    DB_COL_I64(MemberRow, answered),
    DB_COL_I64(MemberRow, group_number),
    DB_COL_BYTES_OR_NULL(MemberRow, salt),
    DB_COL_BYTES_OR_NULL(MemberRow, hash),
    DB_COL_BYTES_OR_NULL(MemberRow, sealed_plan),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(MemberRow) };

static const DbQuery put_query = {
    "member put",
    "INSERT OR REPLACE INTO member (conversation, tag, mask, generation, salt, hash, welcomed, answered, group_number,"
    " plan) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery delete_query = { "member delete", "DELETE FROM member WHERE conversation = ? AND tag = ?", NULL };
static const DbQuery all_query = {
    "member all",
    "SELECT tag, mask, generation, welcomed, answered, group_number, salt, hash,"
    " plan AS sealed_plan FROM member WHERE conversation = ?",
    &row_type,
};

static const DbColumn ended_columns[] = { DB_COL_ID(EndedRow, tag) };
static const DbRowType ended_type = { ended_columns, G_N_ELEMENTS(ended_columns), sizeof(EndedRow) };
static const DbQuery ended_put_query = {
    "ended put", "INSERT OR REPLACE INTO ended (conversation, tag) VALUES (?, ?)", NULL,
};
static const DbQuery ended_all_query = { "ended all", "SELECT tag FROM ended WHERE conversation = ?", &ended_type };

static Seal
seal_member(const SecretKey *key, const Id *pseudonym)
{
    static const Id nothing;

    return seal_voice(key, "member", &nothing, pseudonym);
}

#define PLAN_PLAIN  32
#define PLAN_SEALED (PLAN_PLAIN + SECRET_SEAL_OVERHEAD)

/* slot 8, voices 1, seed 16; the rest is zero.  Bound to the row by its tag, another seal each time. */
static void
plan_seal(const SecretKey *key, const Id *tag, const RemovalPlan *plan, uint8_t ret_sealed[PLAN_SEALED])
{
    uint8_t plain[PLAN_PLAIN] = { 0 };

    for (size_t i = 0; i < 8; i++)
        plain[i] = (uint8_t)((uint64_t)plan->slot >> (8 * (7 - i)));
    plain[8] = plan->voices;
    memcpy(plain + 9, plan->seed, sizeof plan->seed);
    secret_seal(key, tag->bytes, sizeof tag->bytes, plain, sizeof plain, ret_sealed);
    secret_wipe(plain, sizeof plain);
}

RemovalPlan
member_plan(const Scope *scope, const MemberRow *row)
{
    uint8_t plain[PLAN_PLAIN];
    RemovalPlan plan = { 0 };

    if (!row->sealed_plan.bytes || row->sealed_plan.length != PLAN_SEALED ||
        !secret_open(scope->key, row->tag.bytes, sizeof row->tag.bytes, row->sealed_plan.bytes, PLAN_SEALED, plain))
        return plan;
    for (size_t i = 0; i < 8; i++)
        plan.slot = (int64_t)((uint64_t)plan.slot << 8 | plain[i]);
    plan.voices = plain[8];
    memcpy(plan.seed, plain + 9, sizeof plan.seed);
    secret_wipe(plain, sizeof plain);
    return plan;
}

static DbValue
bytes_or_null(const DbBytes *bytes)
{
    return bytes->bytes ? DB_BLOB(bytes->bytes, bytes->length) : DB_NULL;
}

bool
member_put(const Scope *scope, const Id *pseudonym, const MemberRow *row, GError **error)
{
    Seal seal = seal_member(scope->key, pseudonym);
    uint8_t plan[PLAN_SEALED];

    plan_seal(scope->key, &seal.tag, &row->plan, plan);
    return db_run(scope->db, &put_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&seal.tag), DB_ID(&seal.mask), DB_INT(row->generation),
                            bytes_or_null(&row->salt), bytes_or_null(&row->hash), DB_INT(row->welcomed),
                            DB_INT(row->answered), DB_INT(row->group_number), DB_BLOB(plan, sizeof plan)),
                  error);
}

bool
member_delete(const Scope *scope, const Id *pseudonym, GError **error)
{
    Seal seal = seal_member(scope->key, pseudonym);

    return db_run(scope->db, &delete_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&seal.tag)), error);
}

bool
member_all(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &all_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}

Id
member_pseudonym(const Scope *scope, const MemberRow *row)
{
    Seal seal = { row->tag, row->mask };

    return seal_open(scope->key, &seal);
}

bool
member_is_whole(const Scope *scope, const MemberRow *row)
{
    const Id pseudonym = member_pseudonym(scope, row);
    const Seal sealed = seal_member(scope->key, &pseudonym);

    return id_equal(&sealed.tag, &row->tag);
}

Id
member_voice(const SecretKey *key, const Id *pseudonym, int64_t generation)
{
    uint8_t which = (uint8_t)generation;

    return seal_tag(key, "voice", pseudonym, &which, 1);
}

Id
ended_tag(const SecretKey *key, const Id *pseudonym)
{
    static const Id nothing;

    return seal_tag(key, "ended", &nothing, pseudonym->bytes, sizeof pseudonym->bytes);
}

bool
ended_put(const Scope *scope, const Id *tag, GError **error)
{
    return db_run(scope->db, &ended_put_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(tag)), error);
}

bool
ended_all(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &ended_all_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}
