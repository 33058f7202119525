/* What people answered at the welcome, counted for all together (R27). */
#include "base/clock.h"
#include "domain/answers.h"
#include "worker/compile_private.h"

typedef struct { DbRows rows; int64_t *told; } Told;

static void
told_clear(Told *told)
{
    db_rows_clear(&told->rows);
    g_clear_pointer(&told->told, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, told_clear)

/* What nobody gave looks like what few gave. */
static ReportCount
count_of(const Told *told, const char *question, const char *option)
{
    for (size_t i = 0; i < told->rows.n; i++) {
        const AnswerRow *row = db_rows_at(&told->rows, AnswerRow, i);

        if (g_str_equal(row->question, question) && g_str_equal(row->option, option))
            return (ReportCount){ told->told[i] > 0, (uint64_t)told->told[i] };
    }
    return (ReportCount){ false, 0 };
}

static ReportQuestion
question_of(Compile *compile, const Question *question, const Told *told)
{
    ReportAnswer *answers = report_array(compile->report, question->n_options, sizeof *answers);

    for (size_t i = 0; i < question->n_options; i++)
        answers[i] = (ReportAnswer){ report_copy(compile->report, question->options[i]),
                                     count_of(told, question->slug, question->options[i]) };
    return (ReportQuestion){ report_copy(compile->report, question->text), answers, question->n_options };
}

/* Once, after the closing, when nobody answers any more: a number that grows would tell who just came in.  The question
 * that people are grouped by is told as groups, and not once more. */
bool
compile_answers(Compile *compile, Db *db, GError **error)
{
    const Conversation *about = compile->board->about;
    const Scope scope = { .db = db, .conversation = about->id };
    ReportQuestion *questions = report_array(compile->report, about->n_questions, sizeof *questions);
    size_t n = 0;
    g_auto(Told) told = { DB_ROWS_NONE, NULL };

    if (calendar_phase(&about->dates, clock_now()) < PHASE_CLOSED)
        return true;
    if (!answer_all(&scope, &told.rows, error) || !(told.told = answers_told(&told.rows, compile->k, error)))
        return false;
    for (size_t i = 0; i < about->n_questions; i++)
        if (about->grouping_question != i + 1)
            questions[n++] = question_of(compile, &about->questions[i], &told);
    compile->report->questions = questions;
    compile->report->n_questions = n;
    return true;
}
