/* What a power cut would leave: after each fsync or fdatasync, FILE.durable is FILE as it was then.
 * Only files directly in POWERLOSS_DIR. Copied beside and renamed: a kill in the middle of a copy must not look like a torn disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_ours(const char *path)
{
    const char *dir = getenv("POWERLOSS_DIR");
    size_t length = dir ? strlen(dir) : 0;
    return length && !strncmp(path, dir, length) && path[length] == '/' && !strchr(path + length + 1, '/');
}

static int copy(const char *from, const char *to)
{
    static __thread char block[1 << 16];
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t got = -1;
    while (in >= 0 && out >= 0 && (got = read(in, block, sizeof block)) > 0 && write(out, block, got) == got)
        ;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return got == 0 ? 0 : -1;
}

static void keep_durable(int fd)
{
    char link[64], path[PATH_MAX], draft[PATH_MAX + 16], durable[PATH_MAX + 16];
    struct stat what;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0 || fstat(fd, &what) || !S_ISREG(what.st_mode))
        return;
    path[length] = 0;
    if (!is_ours(path))
        return;
    snprintf(draft, sizeof draft, "%s.durable.tmp", path);
    snprintf(durable, sizeof durable, "%s.durable", path);
    if (copy(path, draft) || rename(draft, durable)) {
        fprintf(stderr, "powerloss_shim: %s could not be kept: %s\n", path, strerror(errno));
        abort();
    }
}

static int sync_then_keep(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = real(fd);
    if (result == 0)
        keep_durable(fd);
    return result;
}

int fsync(int fd)
{
    return sync_then_keep("fsync", fd);
}

int fdatasync(int fd)
{
    return sync_then_keep("fdatasync", fd);
}
