/* What most commands do: read the settings, give one request to one program, print.
 *
 * The first line of a body is the request as JSON, the rest a file's bytes.  Requests and replies
 * ("settings": an object of the desk's with id, slug, title, dates, k, slot_minutes, language, timezone,
 * support_email, group labels, which the room takes as it is):
 *
 *     desk  init {} -> {desk_pub}                         room  init {desk_pub}
 *     desk  conversation-import {ini, name} -> settings + {created, changed: [lines]}
 *     room  conversation-import {settings, ini, pages: {welcome: Markdown}} -> {changed: [lines], key_fingerprint}
 *     desk  conversation-list {}, conversation-show {slug}                          (lines)
 *     desk  conversation-open, -close, -complete {slug} -> settings       room  settings (settings)
 *     desk  conversation-hold {slug, until, reason, end} -> settings
 *     desk  note-copy {slug, what}, room-key {slug, fingerprint}      (for the certificate)
 *     desk  roster-import {slug, skip_bad, name} + CSV    (bad lines as lines, as CSV in data)
 *     desk  staff-add {role, email, name, slug}, mail {}, mail-retry {}             (lines)
 *     desk  letters {slug} -> {letters}              (the PDF in data)
 *     desk  attest-addresses {} -> {addresses}        (a line each in data)
 *     room  attest-page {text}
 *     room  token-add {slug, role} -> {token}, token-list {} -> {tokens}, token-remove {name}
 *     desk  erase {slug} -> {id}                          room  forget {id} -> what it destroyed
 *     desk  erase {slug, now, room: that}                 (the certificate)
 *     desk  participation {slug} -> figures               worker  export, report {slug, format, participation}
 *     desk  demo-link {slug, role} -> {link}              room  demo-content {slug, content}
 *     room  arrival {slug, content} -> counts, see domain/arrival.h */
#pragma once
#include "cli/call.h"
#include "cli/commands.h"

/* {"slug": ..., ...}: pairs of key and text, NULL at the end; a text that is NULL is left out. */
json_t *ask_request(const char *key, ...) G_GNUC_NULL_TERMINATED;

/* Prints the answer's lines, and what went wrong.  `request` is taken.  *ret_reply may be
 * NULL; else it is the caller's, and set when COMMAND_DONE is returned. */
int ask(const char *name, const char *dir, Program program, const char *command, json_t *request, json_t **ret_reply);

/* Reads the command line; true: go on, false: return *ret_status. */
bool ask_line(const CommandLine *line, int *argc, char ***argv, int *ret_status);

/* A command of several words: `candour conversation list DIR`.  One row each. */
typedef struct {
    const char *name;
    const char *help;
    int       (*run)(int argc, char **argv);    /* argv[0] is the second word */
} SubCommand;
int ask_sub(const char *name, const SubCommand *rows, size_t n, int argc, char **argv);
