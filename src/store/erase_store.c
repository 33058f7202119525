#include "store/erase_store.h"
#include "model/contribution.h"

#define DAY "86400"

/* In this order; each has the conversation as its one parameter. */
static const DbQuery steps[] = {
    { "erase totals",
      "INSERT OR REPLACE INTO vote_total (conversation, contribution, likes, dislikes)"
      " SELECT conversation, contribution, sum(vote = 1), sum(vote = 2) FROM vote WHERE conversation = ?"
      " GROUP BY conversation, contribution",
      NULL },
    { "erase votes", "DELETE FROM vote WHERE conversation = ?", NULL },
    { "erase vote log", "DELETE FROM vote_log WHERE conversation = ?", NULL },
    { "erase members", "DELETE FROM member WHERE conversation = ?", NULL },
    { "erase ended badges", "DELETE FROM ended WHERE conversation = ?", NULL },
    { "erase tokens", "DELETE FROM token WHERE conversation = ?", NULL },
    { "erase what was shown", "DELETE FROM shown WHERE conversation = ?", NULL },
    { "erase what codes came from", "DELETE FROM code_undo WHERE conversation = ?", NULL },
    { "erase who decided", "UPDATE decision SET staff = 0 WHERE conversation = ?", NULL },
    { "erase quotations", "DELETE FROM quote WHERE conversation = ?", NULL },
    { "erase revisions", "DELETE FROM revision WHERE conversation = ?", NULL },
    { "erase flags", "DELETE FROM flag WHERE conversation = ?", NULL },
    { "erase keys sent", "DELETE FROM sent_once WHERE conversation = ?", NULL },
    { "erase sanctions", "DELETE FROM sanction WHERE conversation = ?", NULL },
    { "erase appeals", "DELETE FROM appeal WHERE conversation = ?", NULL },
    { "erase safeguarding", "DELETE FROM safeguard WHERE conversation = ?", NULL },
    { "erase second opinions", "DELETE FROM second_opinion WHERE conversation = ?", NULL },
    { "erase notices", "DELETE FROM notice WHERE conversation = ?", NULL },
    { "erase word lists", "DELETE FROM wordlist WHERE conversation = ?", NULL },
    { "erase messages", "DELETE FROM message WHERE conversation = ?", NULL },
    { "erase merged votes", "DELETE FROM merged_vote WHERE conversation = ?", NULL },
    { "erase act notes",
      "UPDATE act SET note = '', undo = '', slot = slot / " DAY " * " DAY " WHERE conversation = ?", NULL },
    { "erase looks", "UPDATE looked SET slot = 0 WHERE conversation = ?", NULL },
    { "erase removed words", "UPDATE contribution SET text = '' WHERE conversation = ? AND state <> 1", NULL },
    { "erase authors",
      "UPDATE contribution SET author_tag = NULL, author_mask = NULL, slot = slot / " DAY " * " DAY
      " WHERE conversation = ?",
      NULL },
};
G_STATIC_ASSERT(STATE_SHOWN == 1);
G_STATIC_ASSERT(VOTE_LIKE == 1 && VOTE_DISLIKE == 2);

bool
erase_store(Db *db, const Id *conversation, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (!db_run(db, &steps[i], DB_PARAMS(DB_ID(conversation)), error))
            return false;
    return true;
}
