/* os_elf.c: looks into a shared object (ELF) without loading it, because loading runs its
 * constructors. Reads one data object by name; every offset of the file is checked. */
#include "os_plugin.h"

#include "lang.h"
#include "os_reason.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if __SIZEOF_POINTER__ == 8
enum { OWN_CLASS = ELFCLASS64 };
#else
enum { OWN_CLASS = ELFCLASS32 };
#endif
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
enum { OWN_DATA = ELFDATA2LSB };
#else
enum { OWN_DATA = ELFDATA2MSB };
#endif

/* The machine that this program was built for, as ELF numbers it. */
#if defined(__x86_64__)
enum { OWN_MACHINE = EM_X86_64 };
#elif defined(__aarch64__)
enum { OWN_MACHINE = EM_AARCH64 };
#elif defined(__i386__)
enum { OWN_MACHINE = EM_386 };
#else
enum { OWN_MACHINE = EM_NONE }; /* not compared; loading will tell */
#endif

struct image {
    const unsigned char *p;
    size_t n;
};

/* `size` bytes at `offset`, or NULL when the file does not have them. */
static const void *part(const struct image *image, uint64_t offset, uint64_t size)
{
    return offset <= image->n && size <= image->n - offset ? image->p + offset : NULL;
}

static const char *header_fault(const struct image *image)
{
    const ElfW(Ehdr) *header = part(image, 0, sizeof *header);
    if (!header || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
        header->e_type != ET_DYN)
        return _("is no shared object");
    if (header->e_ident[EI_CLASS] != OWN_CLASS || header->e_ident[EI_DATA] != OWN_DATA ||
        (OWN_MACHINE != EM_NONE && header->e_machine != OWN_MACHINE))
        return _("was built for another kind of machine");
    return NULL;
}

/* The section of a type, or the one with that index when `type` is SHT_NULL. */
static const ElfW(Shdr) * section(const struct image *image, uint32_t type, size_t index)
{
    const ElfW(Ehdr) *header = part(image, 0, sizeof *header);
    for (size_t i = 0; header->e_shentsize == sizeof(ElfW(Shdr)) && i < header->e_shnum;
         i++) {
        const ElfW(Shdr) *s =
            part(image, header->e_shoff + i * sizeof(ElfW(Shdr)), sizeof *s);
        if (!s || header->e_shoff % _Alignof(ElfW(Shdr)))
            return NULL;
        if (type == SHT_NULL ? i == index : s->sh_type == type)
            return s;
    }
    return NULL;
}

static bool is_named(const struct image *image, const ElfW(Shdr) * names, uint64_t offset,
                     const char *symbol)
{
    size_t n = strlen(symbol) + 1;
    const char *name = offset <= names->sh_size && n <= names->sh_size - offset
                           ? part(image, (uint64_t)names->sh_offset + offset, n)
                           : NULL;
    return name && memcmp(name, symbol, n) == 0;
}

/* The defined data symbol of that name, or NULL. */
static const ElfW(Sym) * find_symbol(const struct image *image, const char *symbol)
{
    const ElfW(Shdr) *table = section(image, SHT_DYNSYM, 0);
    const ElfW(Shdr) *names = table ? section(image, SHT_NULL, table->sh_link) : NULL;
    if (!names || table->sh_offset % _Alignof(ElfW(Sym)))
        return NULL;
    const ElfW(Sym) *list = part(image, table->sh_offset, table->sh_size);
    for (size_t i = 0; list && i < table->sh_size / sizeof *list; i++)
        if (list[i].st_shndx != SHN_UNDEF && (list[i].st_info & 15) == STT_OBJECT &&
            is_named(image, names, list[i].st_name, symbol))
            return &list[i];
    return NULL;
}

/* Where the file keeps what will lie at an address. */
static const void *at_address(const struct image *image, uint64_t address, size_t size)
{
    const ElfW(Ehdr) *header = part(image, 0, sizeof *header);
    for (size_t i = 0; header->e_phentsize == sizeof(ElfW(Phdr)) && i < header->e_phnum;
         i++) {
        const ElfW(Phdr) *p =
            part(image, header->e_phoff + i * sizeof(ElfW(Phdr)), sizeof *p);
        if (!p || header->e_phoff % _Alignof(ElfW(Phdr)))
            return NULL;
        if (p->p_type == PT_LOAD && address >= p->p_vaddr &&
            address - p->p_vaddr <= p->p_filesz &&
            size <= p->p_filesz - (address - p->p_vaddr))
            return part(image, p->p_offset + (address - p->p_vaddr), size);
    }
    return NULL;
}

static bool peek(const struct image *image, const char *path, const char *symbol,
                 void *out, size_t size, struct jx_error *err)
{
    const char *fault = header_fault(image);
    if (fault)
        return jx_fail(err, path, 0, "%s", fault);
    const ElfW(Sym) *found = find_symbol(image, symbol);
    if (!found)
        return jx_fail(
            err, path, 0,
            _("exports no constant '%s': it is no plugin, or was built without "
              "JX_PLUGIN()"),
            symbol);
    const void *bytes = at_address(image, found->st_value, size);
    if (found->st_size < size || !bytes)
        return jx_fail(err, path, 0, _("its constant '%s' has %zu bytes, too few"),
                       symbol, (size_t)found->st_size);
    memcpy(out, bytes, size);
    return true;
}

bool jx_os_object_peek(const char *path, const char *symbol, void *out, size_t size,
                       struct jx_error *err)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return jx_os_fail(err, path, _("cannot be opened"));
    struct image image = {0};
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
        image.n = (size_t)info.st_size;
        image.p = mmap(NULL, image.n, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    close(fd);
    if (!image.p || image.p == MAP_FAILED)
        return jx_fail(err, path, 0, _("is no shared object"));
    bool ok = peek(&image, path, symbol, out, size, err);
    munmap((void *)image.p, image.n);
    return ok;
}
