package dev.drydock.sandbox.launch;

/** AArch64; the comments are the instructions in Arm's notation. */
final class Arm64Assembler extends Assembler {

    private static final int SCRATCH = 9;
    private static final int CALL_NUMBER = 8;

    private static final int B = 0x14000000;
    private static final int B_LO = 0x54000003;
    private static final int CBZ_X0 = 0xB4000000;

    @Override
    void loadConstant(int index, long value) {
        move(index, value);
    }

    @Override
    void loadContent(int index, long address) {
        move(SCRATCH, address);
        code.putInt(0xF9400000 | SCRATCH << 5 | index); // ldr xi, [x9]
    }

    @Override
    void call(int number) {
        move(CALL_NUMBER, number);
        code.putInt(0xD4000001); // svc #0
    }

    @Override
    void jump(Label target) {
        jump(target, B);
    }

    @Override
    void jumpIfOk(Label target) {
        code.putInt(0xB13FFC1F); // cmn x0, #4095
        jump(target, B_LO);
    }

    @Override
    void jumpIfZero(Label target) {
        jump(target, CBZ_X0);
    }

    @Override
    void storeResult(long address) {
        move(SCRATCH, address);
        code.putInt(0xF9000000 | SCRATCH << 5); // str x0, [x9]
    }

    @Override
    void exitAsWaited(long address, int exitCall) {
        move(SCRATCH, address);
        code.putInt(0xB9400000 | SCRATCH << 5); // ldr w0, [x9]
        code.putInt(0x12001801); // and w1, w0, #0x7f
        code.putInt(0x35000061); // cbnz w1, signal
        code.putInt(0x53083C00); // ubfx w0, w0, #8, #8
        code.putInt(B | 2); // b exit
        code.putInt(0x11020020); // signal: add w0, w1, #128
        call(exitCall); // exit:
    }

    private void jump(Label target, int instruction) {
        int at = code.position();
        reach(target, at);
        code.putInt(instruction);
        linkIfPlaced(target, at);
    }

    @Override
    void link(int jump, int target) {
        int instructions = (target - jump) / 4;
        int instruction = code.getInt(jump);
        boolean unconditional = (instruction & 0xFC000000) == B;
        int offset = unconditional ? instructions & 0x3FFFFFF : (instructions & 0x7FFFF) << 5;
        code.putInt(jump, instruction | offset);
    }

    /** A 64-bit constant in up to four parts. */
    private void move(int register, long value) {
        code.putInt(0xD2800000 | (int) (value & 0xFFFF) << 5 | register); // movz
        for (int part = 1; part < 4; part++) {
            int bits = (int) (value >>> 16 * part & 0xFFFF);
            if (bits != 0) {
                code.putInt(0xF2800000 | part << 21 | bits << 5 | register); // movk
            }
        }
    }
}
