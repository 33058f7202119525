#include "desk/desk.h"
#include "base/file.h"
#include "desk/came_in.h"
#include "desk/letter.h"
#include "desk/limiter.h"
#include "desk/mailbox.h"
#include "paper/paper.h"

char *
desk_path(const Config *config, const char *name)
{
    return g_build_filename(config->dir, "desk", name, NULL);
}

char *
desk_keys_folder(const Config *config)
{
    return g_build_filename(config->keys_dir, "desk", NULL);
}

char *
desk_certificates_folder(const Config *config)
{
    return g_build_filename(config->dir, "certificates", NULL);
}

/* The desk's own keys, made at the first use of each. */
static bool
take_keys(Desk *desk, GError **error)
{
    return keyring_get(desk->keys, "desk", true, &desk->general.key, error) &&
           keyring_get(desk->keys, "cookies", true, &desk->cookies, error) &&
           keyring_get(desk->keys, "unsubscribe", true, &desk->unsubscribe, error) &&
           keyring_get(desk->keys, "marks", true, &desk->marks, error) &&
           keyring_signing(desk->keys, true, &desk->signing, &desk->verify, error);
}

static bool
put_public_key(const Config *config, const VerifyKey *verify, GError **error)
{
    g_autofree char *folder = desk_certificates_folder(config);
    g_autofree char *path = g_build_filename(folder, "key.pub", NULL);
    char text[SECRET_TEXT_SIZE(sizeof verify->bytes) + 1];

    secret_to_text(verify->bytes, sizeof verify->bytes, text);
    g_strlcat(text, "\n", sizeof text);
    return file_make_folder(folder, 0700, error) && file_write(path, text, strlen(text), 0644, error);
}

bool
desk_create(const Config *config, VerifyKey *ret_verify, GError **error)
{
    g_autofree char *keys_folder = desk_keys_folder(config);
    g_autoptr(Desk) desk = g_new0(Desk, 1);

    if (!keyring_create(keys_folder, error))
        return false;
    desk->keys = keyring_open(keys_folder, error);
    if (desk->keys == NULL || !take_keys(desk, error))
        return false;
    desk->vault = vault_open(config->desk_store, true, error);
    if (desk->vault == NULL || !put_public_key(config, &desk->verify, error))
        return false;
    *ret_verify = desk->verify;
    return true;
}

static bool
open_parts(Desk *desk, GError **error)
{
    g_autofree char *keys_folder = desk_keys_folder(desk->config);

    desk->keys = keyring_open(keys_folder, error);
    if (desk->keys == NULL || !take_keys(desk, error))
        return false;
    desk->vault = vault_open(desk->config->desk_store, false, error);
    if (desk->vault == NULL)
        return false;
    desk->gatherings = gatherings_load(desk->vault, &desk->general, desk->keys, error);
    if (desk->gatherings == NULL)
        return false;
    desk->staff = staff_list_load(desk->vault, &desk->general, error);
    if (desk->staff == NULL)
        return false;
    desk->limiter = limiter_new();
    desk->came_in = came_in_new();
    desk->mailbox = mailbox_new(desk, error);
    return desk->mailbox != NULL;
}

Desk *
desk_open(const Config *config, GError **error)
{
    g_autoptr(Desk) desk = g_new0(Desk, 1);

    letter_init();
    desk->config = config;
    desk->fonts = paper_fonts();
    return open_parts(desk, error) ? g_steal_pointer(&desk) : NULL;
}

void
desk_close(Desk *desk)
{
    if (desk == NULL)
        return;
    mailbox_stop(desk->mailbox);
    vault_close(desk->vault);           /* ends the writer, which uses what follows */
    mailbox_free(desk->mailbox);
    came_in_free(desk->came_in);
    limiter_free(desk->limiter);
    staff_list_free(desk->staff);
    gatherings_free(desk->gatherings);
    keyring_free(desk->keys);
    g_free(desk->fonts);
    secret_wipe(desk, sizeof *desk);
    g_free(desk);
}
