package dev.drydock.sandbox.kernel;

/** The system calls in use, with their numbers in the kernel's tables for x86-64 and arm64. */
public enum SystemCall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    OPENAT(257, 56),
    DUP3(292, 24),
    FCNTL(72, 25),
    SOCKET(41, 198),
    CONNECT(42, 203),
    IOCTL(16, 29),
    UNSHARE(272, 97),
    CLONE(56, 220),
    WAIT4(61, 260),
    EXIT_GROUP(231, 94),
    KILL(62, 129),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    PIVOT_ROOT(155, 41),
    CHROOT(161, 51),
    CHDIR(80, 49),
    SETHOSTNAME(170, 161),
    SETGROUPS(116, 159),
    SETRESGID(119, 149),
    SETRESUID(117, 147),
    SETSID(112, 157),
    PRCTL(157, 167),
    CAPSET(126, 91),
    SECCOMP(317, 277),
    EXECVE(59, 221),
    RT_SIGACTION(13, 134),
    RT_SIGPROCMASK(14, 135),
    UMASK(95, 166),
    KEYCTL(250, 219),
    CLOSE_RANGE(436, 436),
    PRLIMIT64(302, 261),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    SYMLINKAT(266, 36),
    LINKAT(265, 37),
    UNLINKAT(263, 35),
    RENAMEAT2(316, 276),
    READLINKAT(267, 78),
    FCHOWNAT(260, 54),
    FCHMODAT(268, 53),
    FCHMOD(91, 52),
    FCHOWN(93, 55),
    UTIMENSAT(280, 88),
    LSETXATTR(189, 6),
    FSETXATTR(190, 7),
    LGETXATTR(192, 9),
    LLISTXATTR(195, 12),
    LREMOVEXATTR(198, 15),
    STATX(332, 291),
    STATFS(137, 43),
    GETDENTS64(217, 61),
    FTRUNCATE(77, 46),
    LSEEK(8, 62),
    FLOCK(73, 32),
    SYNCFS(306, 267),
    PIPE2(293, 59),
    COPY_FILE_RANGE(326, 285),
    MOUNT_SETATTR(442, 442),
    PPOLL(271, 73),
    SENDMSG(46, 211),
    RECVMSG(47, 212),
    SOCKETPAIR(53, 199),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    SETFSUID(122, 151),
    SETFSGID(123, 152),
    UNAME(63, 160),
    NEWFSTATAT(262, 79),
    FACCESSAT(269, 48),
    FACCESSAT2(439, 439),
    EVENTFD2(290, 19);

    private final int amd64;
    private final int arm64;

    SystemCall(int amd64, int arm64) {
        this.amd64 = amd64;
        this.arm64 = arm64;
    }

    public int number(Architecture architecture) {
        return architecture == Architecture.AMD64 ? amd64 : arm64;
    }
}
