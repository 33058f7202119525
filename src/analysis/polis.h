/* A conversation as Polis exports it: a folder with comments.csv and votes.csv. */
#pragma once
#include "base/error.h"
#include "num/votes.h"

typedef struct {
    char *id;
    char *author; /* "" where the file does not say */
    char *text;
    size_t line;   /* of comments.csv */
    int moderated; /* 1 accepted, -1 rejected, 0 nobody has decided */
} PolisComment;

/* votes[i].person is a place in voters, votes[i].item one in comments. */
typedef struct {
    GArray *comments;  /* PolisComment */
    GPtrArray *voters; /* char *: ids, in the order they first occur */
    GArray *votes;     /* NumVote, every row of the file, changed votes too */
    GArray *when;      /* gint64 milliseconds, one per vote; 0 where the file does not say */
    size_t n_stray;    /* votes on comments that comments.csv lacks: left out */
} PolisFolder;

/* Errors are ERROR_INPUT and name file, line and remedy. */
PolisFolder *polis_folder_read(const char *folder, GError **error) MUST_CHECK;

/* The same from the two files' bytes; name is what errors call the folder. */
PolisFolder *polis_folder_parse(const char *name, GBytes *comments, GBytes *votes, GError **error) MUST_CHECK;

void polis_folder_free(PolisFolder *folder); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolisFolder, polis_folder_free)

/* The votes as the numeric modules take them; it borrows from the folder. */
NumVotesCast polis_folder_cast(const PolisFolder *folder);

/* A flag for each comment: rejected (g_free). */
bool *polis_folder_rejected(const PolisFolder *folder);
