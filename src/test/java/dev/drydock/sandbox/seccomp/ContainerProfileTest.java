package dev.drydock.sandbox.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerProfileTest {

    private static final int ALLOWED = 0x7fff0000;
    private static final int NOT_PERMITTED = 0x00050001;
    private static final int NO_SUCH_CALL = 0x00050026;

    /** Calls the profile answers by their arguments, or at times. */
    private static final Set<FilteredCall> SPECIAL = EnumSet.of(
            FilteredCall.CLONE,
            FilteredCall.CLONE3,
            FilteredCall.PERSONALITY,
            FilteredCall.SOCKET,
            FilteredCall.PTRACE,
            FilteredCall.PROCESS_VM_READV,
            FilteredCall.PROCESS_VM_WRITEV);

    @ParameterizedTest
    @EnumSource
    void theCallsNamedAreRefusedByEveryNumberTheyHave(Architecture processor) {
        var filter = new FilterMachine(ContainerProfile.of(processor, true));
        for (var convention : CallingConvention.of(processor)) {
            for (var call : EnumSet.complementOf(EnumSet.copyOf(SPECIAL))) {
                if (call.number(convention) >= 0) {
                    assertThat(filter.answer(convention.architecture, call.number(convention), 0))
                            .as("%s of %s", call, convention)
                            .isEqualTo(NOT_PERMITTED);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void allOtherCallsUpToTheNewestOneKnownAreMade(Architecture processor) {
        var filter = new FilterMachine(ContainerProfile.of(processor, true));
        for (var convention : CallingConvention.of(processor)) {
            for (int number = 0; number <= 466; number++) {
                if (isNamed(convention, number)) {
                    continue;
                }
                assertThat(filter.answer(convention.architecture, number, 0))
                        .as("%s of %s", number, convention)
                        .isEqualTo(ALLOWED);
            }
            assertThat(filter.answer(convention.architecture, 467, 0)).isEqualTo(NO_SUCH_CALL);
            // The third calling convention of x86-64, x32, has the numbers of the first with this bit.
            assertThat(filter.answer(convention.architecture, 0x40000000, 0))
                    .isEqualTo(convention == CallingConvention.ARM ? ALLOWED : NO_SUCH_CALL);
        }
        assertThat(filter.answer(0x80000016, 0, 0)).as("of S/390").isEqualTo(NO_SUCH_CALL);
    }

    private static boolean isNamed(CallingConvention convention, int number) {
        for (var call : FilteredCall.values()) {
            if (call.number(convention) == number) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @CsvSource({
        "CLONE, 17, true",
        "CLONE, 0x4111, true", // vfork
        "CLONE, 0x3D0F00, true", // a thread
        "CLONE, 0x10000011, false", // a user namespace
        "CLONE, 0x20000, false",
        "CLONE, 0x20000000, false",
        "CLONE, 0x40000000, false",
        "CLONE, 0x2000000, false",
        "PERSONALITY, 0, true",
        "PERSONALITY, 8, true",
        "PERSONALITY, 0x20008, true",
        "PERSONALITY, 0xFFFFFFFF, true",
        "PERSONALITY, 0x40000, false", // setarch --addr-no-randomize
        "SOCKET, 1, true",
        "SOCKET, 2, true",
        "SOCKET, 10, true",
        "SOCKET, 16, true",
        "SOCKET, 38, false", // ciphers of the kernel
        "SOCKET, 39, true",
        "SOCKET, 40, false", // the hypervisor
        "SOCKET, 41, true",
    })
    void someCallsDependOnTheirFirstArgument(FilteredCall call, String argument, boolean allowed) {
        for (var processor : Architecture.values()) {
            var filter = new FilterMachine(ContainerProfile.of(processor, true));
            for (var convention : CallingConvention.of(processor)) {
                assertThat(filter.answer(convention.architecture, call.number(convention), Long.decode(argument)))
                        .as("%s of %s", call, convention)
                        .isEqualTo(allowed ? ALLOWED : NOT_PERMITTED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0x7fff0000", "false, 0x00050001"})
    void processesAreTracedOnlyWhereTheyAreTheContainersOwn(boolean tracing, String answer) {
        for (var processor : Architecture.values()) {
            var filter = new FilterMachine(ContainerProfile.of(processor, tracing));
            for (var convention : CallingConvention.of(processor)) {
                for (var call :
                        Set.of(FilteredCall.PTRACE, FilteredCall.PROCESS_VM_READV, FilteredCall.PROCESS_VM_WRITEV)) {
                    assertThat(filter.answer(convention.architecture, call.number(convention), 0))
                            .isEqualTo(Integer.decode(answer));
                }
                assertThat(filter.answer(convention.architecture, FilteredCall.CLONE3.number(convention), 0))
                        .isEqualTo(NO_SUCH_CALL);
            }
        }
    }

    /** Two tables of the same numbers, made by hand. */
    @ParameterizedTest
    @EnumSource(
            value = SystemCall.class,
            names = {"SOCKET", "UNSHARE", "CLONE", "MOUNT", "UMOUNT2", "PIVOT_ROOT", "SETHOSTNAME", "KEYCTL"})
    void numbersAreThoseThatTheLauncherUses(SystemCall call) {
        var filtered = FilteredCall.valueOf(call.name());
        assertThat(filtered.number(CallingConvention.AMD64)).isEqualTo(call.number(Architecture.AMD64));
        assertThat(filtered.number(CallingConvention.ARM64)).isEqualTo(call.number(Architecture.ARM64));
    }
}
