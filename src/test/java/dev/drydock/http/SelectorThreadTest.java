package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorThreadTest {

    @Test
    void onlyTheThreadOfTheClientEnds() throws Exception {
        HttpClient other = HttpClient.newHttpClient();
        List<Thread> before = selectors();
        HttpClient client = HttpClient.newHttpClient();
        List<Thread> own =
                selectors().stream().filter(thread -> !before.contains(thread)).toList();
        assertThat(own).isNotEmpty();

        SelectorThread.of(client).end();

        for (Thread thread : own) {
            thread.join(Duration.ofSeconds(10).toMillis());
        }
        assertThat(own).noneMatch(Thread::isAlive);
        assertThat(selectors()).containsAll(before);
        assertThat(other.toString()).isNotEmpty(); // still in use
    }

    private static List<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .toList();
    }
}
