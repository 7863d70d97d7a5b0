package dev.drydock.sandbox.seccomp;

import dev.drydock.sandbox.kernel.Architecture;
import java.util.List;

/** A numbering of system calls; a processor of 64 bits also executes programs of its forerunner of 32. */
enum CallingConvention {
    AMD64(0xC000003E),
    I386(0x40000003),
    ARM64(0xC00000B7),
    ARM(0x40000028);

    /** As {@code struct seccomp_data} names it, an AUDIT_ARCH value of linux/audit.h. */
    final int architecture;

    CallingConvention(int architecture) {
        this.architecture = architecture;
    }

    /** Those of programs that such a processor executes, its own first. */
    static List<CallingConvention> of(Architecture processor) {
        return processor == Architecture.AMD64 ? List.of(AMD64, I386) : List.of(ARM64, ARM);
    }
}
