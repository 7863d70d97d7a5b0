package dev.drydock.sandbox.launch;

/** x86-64; the comments are the instructions in Intel's notation. */
final class Amd64Assembler extends Assembler {

    /** rdi, rsi, rdx, r10, r8, r9 */
    private static final int[] ARGUMENT_REGISTERS = {7, 6, 2, 10, 8, 9};

    @Override
    void loadConstant(int index, long value) {
        int register = ARGUMENT_REGISTERS[index];
        bytes(0x48 | register >> 3, 0xB8 | register & 7); // mov reg, value
        code.putLong(value);
    }

    @Override
    void loadContent(int index, long address) {
        int register = ARGUMENT_REGISTERS[index];
        bytes(0x48 | register >> 3 << 2, 0x8B, (register & 7) << 3 | 4, 0x25); // mov reg, [address]
        code.putInt(address(address));
    }

    @Override
    void call(int number) {
        bytes(0xB8); // mov eax, number
        code.putInt(number);
        bytes(0x0F, 0x05); // syscall
    }

    @Override
    void jump(Label target) {
        jump(target, 0xE9); // jmp
    }

    @Override
    void jumpIfOk(Label target) {
        bytes(0x48, 0x3D); // cmp rax, -4095
        code.putInt(-4095);
        jump(target, 0x0F, 0x82); // jb
    }

    @Override
    void jumpIfZero(Label target) {
        bytes(0x48, 0x85, 0xC0); // test rax, rax
        jump(target, 0x0F, 0x84); // jz
    }

    @Override
    void storeResult(long address) {
        bytes(0x48, 0x89, 0x04, 0x25); // mov [address], rax
        code.putInt(address(address));
    }

    @Override
    void exitAsWaited(long address, int exitCall) {
        bytes(0x8B, 0x3C, 0x25); // mov edi, [address]
        code.putInt(address(address));
        bytes(0x89, 0xF8); // mov eax, edi
        bytes(0x83, 0xE0, 0x7F); // and eax, 0x7f
        bytes(0x75, 0x0B); // jnz signal
        bytes(0xC1, 0xEF, 0x08); // shr edi, 8
        bytes(0x81, 0xE7, 0xFF, 0, 0, 0); // and edi, 0xff
        bytes(0xEB, 0x06); // jmp exit
        bytes(0x8D, 0xB8, 0x80, 0, 0, 0); // signal: lea edi, [rax+128]
        call(exitCall); // exit:
    }

    private void jump(Label target, int... opcode) {
        bytes(opcode);
        int operand = code.position();
        reach(target, operand);
        code.putInt(0);
        linkIfPlaced(target, operand);
    }

    @Override
    void link(int jump, int target) {
        code.putInt(jump, target - (jump + 4));
    }

    private void bytes(int... values) {
        for (int value : values) {
            code.put((byte) value);
        }
    }

    /** Addresses are put into signed 32-bit fields. */
    private static int address(long address) {
        return Math.toIntExact(address);
    }
}
