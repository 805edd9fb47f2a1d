/* embed.c: a program that scores a form by a rule pack and shows where every point comes
 * from: the whole of libjixiao in use. Usage: embed PACK FORM.json */
#include <jixiao/jixiao.h>

#include <locale.h>
#include <stdio.h>

static char form[1 << 20]; /* the form, as JSON */

static int complain(const struct jx_error *err)
{
    char text[1100];
    jx_error_print(err, text, sizeof text);
    return fprintf(stderr, "embed: %s\n", text), 1;
}

static void show(const struct jx_item *item)
{
    char points[64], why[512];
    jx_dec_print(item->score, points);
    printf("%.*s: %s\n", (int)item->name.n, item->name.p, item->scored ? points : "-");
    for (size_t i = 0; i < item->line_count; i++) {
        jx_dec_print(item->lines[i].points, points);
        jx_why_print(&item->lines[i].why, why, sizeof why);
        printf("  %s %s  %s\n", jx_verb_name(item->lines[i].verb), points, why);
    }
}

int main(int argc, char **argv)
{
    struct jx_error err;
    setlocale(LC_MESSAGES, ""); /* texts in the user's language */
    FILE *in = argc == 3 ? fopen(argv[2], "rb") : NULL;
    size_t len = in ? fread(form, 1, sizeof form, in) : 0;
    struct jx_app *app = jx_app_open(NULL, &err);
    struct jx_pack *pack = app && len ? jx_app_pack(app, argv[1], &err) : NULL;
    struct jx_engine *engine = pack ? jx_engine_open(pack, &err) : NULL;
    const struct jx_result *r =
        engine ? jx_engine_score_json(engine, form, len, &err) : NULL;
    for (size_t i = 0; r && i < r->item_count; i++)
        show(&r->items[i]);
    for (size_t i = 0; r && i < r->finding_count; i++)
        printf("! %s\n", r->findings[i].code);
    int code = r ? 0 : len ? complain(&err) : (puts("usage: embed PACK FORM.json"), 2);
    jx_engine_close(engine);
    jx_pack_free(pack);
    jx_app_close(app);
    return in && fclose(in) ? 1 : code;
}
