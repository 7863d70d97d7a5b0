package dev.drydock.sandbox.seccomp;

/**
 * System calls that filters care about, with their numbers in the kernel's tables x86/syscalls/syscall_64.tbl and
 * syscall_32.tbl, asm-generic/unistd.h, and arm/tools/syscall.tbl.
 */
enum FilteredCall {
    CLONE(56, 120, 220, 120),
    CLONE3(435),
    PERSONALITY(135, 136, 92, 136),
    SOCKET(41, 359, 198, 281),
    PTRACE(101, 26, 117, 26),
    PROCESS_VM_READV(310, 347, 270, 376),
    PROCESS_VM_WRITEV(311, 348, 271, 377),
    SYSLOG(103, 103, 116, 103),
    USELIB(134, 86, -1, 86),
    USTAT(136, 62, -1, 62),
    SYSFS(139, 135, -1, 135),
    VHANGUP(153, 111, 58, 111),
    PIVOT_ROOT(155, 217, 41, 218),
    ACCT(163, 51, 89, 51),
    SETTIMEOFDAY(164, 79, 170, 79),
    MOUNT(165, 21, 40, 21),
    UMOUNT(-1, 22, -1, -1),
    UMOUNT2(166, 52, 39, 52),
    SWAPON(167, 87, 224, 87),
    SWAPOFF(168, 115, 225, 115),
    REBOOT(169, 88, 142, 88),
    SETHOSTNAME(170, 74, 161, 74),
    SETDOMAINNAME(171, 121, 162, 121),
    IOPL(172, 110, -1, -1),
    IOPERM(173, 101, -1, -1),
    INIT_MODULE(175, 128, 105, 128),
    DELETE_MODULE(176, 129, 106, 129),
    QUOTACTL(179, 131, 60, 131),
    LOOKUP_DCOOKIE(212, 253, 18, 249),
    CLOCK_SETTIME(227, 264, 112, 262),
    CLOCK_SETTIME64(-1, 404, -1, 404),
    STIME(-1, 25, -1, -1),
    VM86OLD(-1, 113, -1, -1),
    VM86(-1, 166, -1, -1),
    MBIND(237, 274, 235, 319),
    SET_MEMPOLICY(238, 276, 237, 321),
    GET_MEMPOLICY(239, 275, 236, 320),
    KEXEC_LOAD(246, 283, 104, 347),
    ADD_KEY(248, 286, 217, 309),
    REQUEST_KEY(249, 287, 218, 310),
    KEYCTL(250, 288, 219, 311),
    MIGRATE_PAGES(256, 294, 238, 400),
    UNSHARE(272, 310, 97, 337),
    MOVE_PAGES(279, 317, 239, 344),
    PERF_EVENT_OPEN(298, 336, 241, 364),
    FANOTIFY_INIT(300, 338, 262, 367),
    OPEN_BY_HANDLE_AT(304, 342, 265, 371),
    SETNS(308, 346, 268, 375),
    KCMP(312, 349, 272, 378),
    FINIT_MODULE(313, 350, 273, 379),
    KEXEC_FILE_LOAD(320, -1, 294, 401),
    BPF(321, 357, 280, 386),
    USERFAULTFD(323, 374, 282, 388),
    IO_URING_SETUP(425),
    IO_URING_ENTER(426),
    IO_URING_REGISTER(427),
    OPEN_TREE(428),
    MOVE_MOUNT(429),
    FSOPEN(430),
    FSCONFIG(431),
    FSMOUNT(432),
    FSPICK(433),
    PIDFD_GETFD(438),
    PROCESS_MADVISE(440),
    MOUNT_SETATTR(442),
    QUOTACTL_FD(443),
    SET_MEMPOLICY_HOME_NODE(450);

    private final int amd64;
    private final int i386;
    private final int arm64;
    private final int arm;

    FilteredCall(int amd64, int i386, int arm64, int arm) {
        this.amd64 = amd64;
        this.i386 = i386;
        this.arm64 = arm64;
        this.arm = arm;
    }

    /** One of those that are new enough to have the same number everywhere. */
    FilteredCall(int everywhere) {
        this(everywhere, everywhere, everywhere, everywhere);
    }

    /** @return negative where there is no such call */
    int number(CallingConvention convention) {
        return switch (convention) {
            case AMD64 -> amd64;
            case I386 -> i386;
            case ARM64 -> arm64;
            case ARM -> arm;
        };
    }
}
