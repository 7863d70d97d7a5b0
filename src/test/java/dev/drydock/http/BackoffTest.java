package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(4, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(60));

    private final List<Duration> pauses = new ArrayList<>();
    private final Backoff backoff = new Backoff(POLICY, (message, pause) -> pauses.add(pause));

    private static final class Advised extends IOException implements Backoff.Advice {
        private final boolean mayPass;
        private final Duration asked;

        Advised(boolean mayPass, Duration asked) {
            this.mayPass = mayPass;
            this.asked = asked;
        }

        @Override
        public boolean mayPass() {
            return mayPass;
        }

        @Override
        public Duration askedPause() {
            return asked;
        }
    }

    private int attempts(IOException failure) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                backoff.pauseAfter(failure);
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
                return attempt;
            }
        }
    }

    @Test
    void brokenConnectionsAreTriedAsOftenAsThePolicySaysWithGrowingPauses() throws Exception {
        assertThat(attempts(new IOException("reset"))).isEqualTo(4);
        assertThat(pauses).hasSize(3).allMatch(pause -> pause.toMillis() <= 5);
    }

    @Test
    void hostsThatAreNotThereAreTriedLessOften() throws Exception {
        assertThat(attempts(new ConnectException("refused"))).isEqualTo(3);
    }

    @Test
    void localFailuresAndDistrustAreFinal() throws Exception {
        assertThat(attempts(new LocalFailure(new IOException("disk full")))).isEqualTo(1);
        assertThat(attempts(new IOException("handshake", new CertificateException("unknown"))))
                .isEqualTo(1);
        assertThat(attempts(new Advised(false, Duration.ZERO))).isEqualTo(1);
    }

    @Test
    void theServersPauseIsKeptUnlessItIsTooLong() throws Exception {
        backoff.pauseAfter(new Advised(true, Duration.ofMillis(50)));
        assertThat(pauses).containsExactly(Duration.ofMillis(50));
        assertThatThrownBy(() -> backoff.pauseAfter(new Advised(true, Duration.ofMillis(61))))
                .isInstanceOf(Advised.class);
    }

    @Test
    void progressRenewsThePatience() throws Exception {
        for (int i = 0; i < 20; i++) {
            backoff.pauseAfter(new IOException("reset"));
            backoff.progressed();
        }
        assertThat(pauses).hasSize(20);
    }
}
