/* Pack files: the same bytes every time, every byte covered, hostile zips refused by the
 * name of the entry; keys, signatures and revocations. Usage: test_packfile PACK_FOLDER */
#include "check.h"

#include "os_tree.h"
#include "packfile.h"
#include "strbuf.h"
#include "trust.h"

#include <stdlib.h>
#include <unistd.h>

static struct jx_arena arena;
static char scratch[] = "/tmp/jixiao-packfile-XXXXXX";

static const char *in_scratch(const char *name)
{
    return jx_arena_format(&arena, "%s/%s", scratch, name);
}

static bool write_text(const char *name, struct jx_strbuf *text)
{
    struct jx_error err = {0};
    bool ok = jx_os_write_new(in_scratch(name), text->text, text->len, false, &err);
    jx_strbuf_free(text);
    return ok;
}

static bool same_entries(const struct jx_packfile *a, const struct jx_packfile *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->entries[i].name, b->entries[i].name) != 0 ||
            !jx_str_eq(a->entries[i].bytes, b->entries[i].bytes))
            return false;
    return true;
}

/* Whatever one byte becomes: refused, fields of headers that say nothing too. */
static void flip_every_byte(struct jx_str bytes, const char *const *folders)
{
    char *copy = jx_arena_copy(&arena, bytes.p, bytes.n);
    for (size_t i = 0; i < bytes.n; i++) {
        struct jx_arena own = jx_arena_new(0);
        struct jx_packfile got;
        struct jx_error err = {0};
        struct jx_verdict verdict = {0};
        copy[i] ^= 0x55;
        bool ok = jx_packfile_parse("flipped.jxp", (struct jx_str){copy, bytes.n}, &own,
                                    &got, &err) &&
                  jx_trust_judge(folders, &got, &own, &verdict, &err) &&
                  jx_trust_accept(&verdict, &got, false, "flipped.jxp", &err);
        CHECK(!ok && err.text[0]);
        copy[i] ^= 0x55;
        jx_arena_free(&own);
    }
}

static void check_cut(struct jx_str bytes)
{
    for (size_t n = 1; n < bytes.n; n += 97) {
        struct jx_arena own = jx_arena_new(0);
        struct jx_packfile got;
        struct jx_error err = {0};
        char *part = malloc(n); /* so that reading beyond shows */
        memcpy(part, bytes.p, n);
        CHECK(!jx_packfile_parse("cut.jxp", (struct jx_str){part, n}, &own, &got, &err));
        CHECK_HAS(err.text, "no pack file, or a damaged one");
        free(part);
        jx_arena_free(&own);
    }
}

static void refused_entries(const struct jx_packfile *file)
{
    static const struct {
        const char *name, *why;
    } cases[] = {
        {"../evil.lua", "leads out of the folder"},
        {"/etc/evil.lua", "leads out of the folder"},
        {"cases/../../evil.json", "leads out of the folder"},
        {"cases/./a.json", "leads out of the folder"},
        {"a\\..\\evil.lua", "leads out of the folder"},
        {"C:evil.lua", "leads out of the folder"},
        {"run.sh", "does not belong in a pack"},
        {"cases/deep/a.json", "does not belong in a pack"},
        {".hidden.lua", "does not belong in a pack"},
        {"cases/.a.json", "does not belong in a pack"},
        {"sub/rule.lua", "does not belong in a pack"},
        {"META/other", "does not belong in a pack"},
        {"meta/manifest.json", "does not belong in a pack"},
        {"con.lua", "take its name for a device"},
        {"LPT1.lua", "take its name for a device"},
        {"cases/aux.json", "take its name for a device"},
        {"a b.lua", "blanks or signs"},
        {"a\xe2\x80\xae.lua", "blanks or signs"},
        {"a\xff.lua", "blanks or signs"},
        {"a\n.lua", "blanks or signs"},
        {"PACK.JSON", "does not belong in a pack"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why;
        CHECK(!jx_packfile_name_good(cases[i].name, strlen(cases[i].name), &why));
        CHECK_HAS(why, cases[i].why);
    }
    struct jx_packfile_entry *list =
        jx_arena_array(&arena, file->count + 3, sizeof *list);
    for (size_t i = 0; i < file->count; i++)
        list[i] = file->entries[i];
    list[file->count] = (struct jx_packfile_entry){"rule.lua", {"return 1", 8}};
    list[file->count + 1] = (struct jx_packfile_entry){"Rule.lua", {"return 2", 8}};
    struct jx_str bytes;
    struct jx_packfile got;
    struct jx_error err = {0};
    CHECK(jx_packzip_print(list, file->count + 2, &arena, &bytes, &err));
    CHECK(!jx_packfile_parse("twins.jxp", bytes, &arena, &got, &err));
    CHECK_HAS(err.text, "there twice, or once more in other letters");
}

static struct jx_verdict judged(const char *const *folders,
                                const struct jx_packfile *file)
{
    struct jx_verdict verdict = {0};
    struct jx_error err = {0};
    CHECK(jx_trust_judge(folders, file, &arena, &verdict, &err));
    CHECK_STR(err.text, "");
    return verdict;
}

static void keys(struct jx_packfile *file)
{
    const char *store = in_scratch("trust");
    const char *const folders[] = {store, NULL};
    struct jx_key key, other, again;
    struct jx_error err = {0};
    struct jx_trusted trusted, *list;
    struct jx_strbuf text = {0};
    struct jx_str bytes;
    bool known;
    size_t count;
    CHECK(jx_key_make("one bureau", &key, &err));
    CHECK(jx_key_make("another", &other, &err));
    CHECK(judged(folders, file).trust == JX_TRUST_UNSIGNED);
    jx_key_sign(&key, file->manifest, &file->signature);
    file->is_signed = true;
    CHECK(judged(folders, file).trust == JX_TRUST_UNKNOWN);
    jx_key_print(&key, false, &text);
    CHECK(!strstr(text.text, "secret"));
    CHECK(write_text("one.pub", &text));
    CHECK(jx_trust_add(store, folders, in_scratch("one.pub"), &arena, &trusted, &known,
                       &err));
    CHECK(!known && judged(folders, file).trust == JX_TRUST_GOOD);
    CHECK_STR(judged(folders, file).name, "one bureau");
    CHECK(jx_packfile_print(file, &arena, &bytes, &err));
    flip_every_byte(bytes, folders);

    /* another key under the name of the trusted one */
    struct jx_packfile forged = *file;
    jx_key_sign(&other, file->manifest, &forged.signature);
    memcpy(forged.signature.id, key.id, sizeof key.id);
    CHECK(judged(folders, &forged).trust == JX_TRUST_BAD);

    jx_key_print(&key, true, &text);
    CHECK(write_text("one.key", &text));
    CHECK(jx_key_read(in_scratch("one.key"), &arena, &again, &err) && again.has_secret);
    CHECK(memcmp(again.secret, key.secret, sizeof key.secret) == 0);

    /* nobody revokes the key of another */
    jx_revocation_print(&other, "not mine to say", &text);
    char *stolen = strstr(text.text, other.id);
    memcpy(stolen, key.id, JX_KEY_ID);
    CHECK(write_text("stolen.revoked", &text));
    CHECK(!jx_trust_add(store, folders, in_scratch("stolen.revoked"), &arena, &trusted,
                        &known, &err));
    CHECK_HAS(err.text, "the key itself did not sign");
    jx_revocation_print(&key, "lost", &text);
    CHECK(write_text("one.revoked", &text));
    CHECK(jx_trust_add(store, folders, in_scratch("one.revoked"), &arena, &trusted,
                       &known, &err));
    CHECK(judged(folders, file).trust == JX_TRUST_REVOKED);
    CHECK(jx_trust_list(folders, &arena, &list, &count, &err));
    CHECK(count == 1 && strcmp(list[0].revoked, "lost") == 0);
    CHECK(jx_trust_remove(store, "one bureau", &arena, &trusted, &err));
    CHECK(!jx_trust_add(store, folders, in_scratch("one.pub"), &arena, &trusted, &known,
                        &err));
    CHECK_HAS(err.text, "was revoked by its owner");
}

int main(int argc, char **argv)
{
    struct jx_packfile file, again;
    struct jx_error err = {0};
    struct jx_str bytes, same;
    const char *const *left_out;
    arena = jx_arena_new(0);
    if (argc != 2 || !mkdtemp(scratch))
        return 2;
    CHECK(jx_packfile_gather(argv[1], &arena, &file, &left_out, &err));
    CHECK_STR(err.text, "");
    CHECK(jx_packfile_print(&file, &arena, &bytes, &err));
    CHECK(jx_packfile_parse("a.jxp", bytes, &arena, &again, &err));
    CHECK(same_entries(&file, &again) && !again.is_signed);
    CHECK(jx_packfile_print(&again, &arena, &same, &err) && jx_str_eq(bytes, same));
    check_cut(bytes);
    refused_entries(&file);
    keys(&file);
    jx_os_remove_tree(scratch, &err);
    jx_arena_free(&arena);
    return check_end();
}
