package dev.drydock.sandbox.owners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The table of credentials(7) and setresuid(2). */
class IdsTest {

    private static final Ids ROOT = Ids.all(0);
    private static final Ids USER = Ids.all(7);
    /** A set-id program of root's that a user has executed. */
    private static final Ids LENT = USER.execute(0);

    @Test
    void rootBecomesAnybodyForGood() {
        assertThat(ROOT.set(7, true)).isEqualTo(USER);
        assertThat(USER.set(0, false)).isNull();
        assertThat(USER.set(7, false)).isEqualTo(USER);
    }

    @Test
    void aSetIdProgramGoesBackAndForth() {
        assertThat(LENT).isEqualTo(new Ids(7, 0, 0, 0));
        assertThat(LENT.set(-1, 7, true)).isEqualTo(new Ids(7, 7, 0, 7));
        assertThat(LENT.set(7, true)).isEqualTo(USER);
        var kept = LENT.set(-1, 7, -1, true);
        assertThat(kept).isEqualTo(new Ids(7, 7, 0, 7));
        assertThat(kept.set(-1, 0, -1, false)).isEqualTo(new Ids(7, 0, 0, 0));
        assertThat(kept.set(0, false)).isEqualTo(new Ids(7, 0, 0, 0));
        assertThat(kept.set(-1, 8, -1, false)).isNull();
    }

    @Test
    void realAndEffectiveAreExchanged() {
        assertThat(new Ids(7, 8, 8, 8).set(8, 7, false)).isEqualTo(new Ids(8, 7, 7, 7));
        assertThat(USER.set(8, -1, false)).isNull();
        assertThat(ROOT.set(-1, -1, true)).isEqualTo(ROOT);
    }

    @Test
    void theIdForFilesFollowsTheEffectiveOneOrIsSetByItself() {
        assertThat(ROOT.setFiles(7, true)).isEqualTo(new Ids(0, 0, 0, 7));
        assertThat(USER.setFiles(8, false)).isEqualTo(USER);
        assertThat(new Ids(7, 0, 7, 0).setFiles(7, false)).isEqualTo(new Ids(7, 0, 7, 7));
    }
}
