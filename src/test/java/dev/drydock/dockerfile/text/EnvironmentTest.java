package dev.drydock.dockerfile.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void aNameStandsWhereItWasLastSet() {
        Environment env = Environment.EMPTY
                .with("A", "1")
                .with("B", "2")
                .with("A", "3")
                .withAll(Map.of("C", "4"))
                .without("B");
        assertThat(env.values()).containsExactly(Map.entry("A", "3"), Map.entry("C", "4"));
        assertThat(env.get("B")).isNull();
        assertThat(env.has("A")).isTrue();
    }

    @Test
    void whatIsMadeOfAnEnvironmentDoesNotChangeIt() {
        Random random = new Random(20261123);
        List<Environment> environments = new ArrayList<>(List.of(Environment.EMPTY));
        List<Map<String, String>> expected = new ArrayList<>(List.of(Map.of()));
        for (int i = 0; i < 2000; i++) {
            int from = random.nextInt(environments.size());
            Map<String, String> set = new LinkedHashMap<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                set.put("N" + random.nextInt(40), "v" + i);
            }
            Map<String, String> copy = new LinkedHashMap<>(expected.get(from));
            copy.keySet().removeAll(set.keySet());
            copy.putAll(set);
            environments.add(environments.get(from).withAll(set));
            expected.add(copy);
        }
        for (int i = 0; i < environments.size(); i++) {
            Map<String, String> values = environments.get(i).values();
            assertThat(List.copyOf(values.entrySet()))
                    .isEqualTo(List.copyOf(expected.get(i).entrySet()));
            assertThat(List.copyOf(values.keySet()))
                    .isEqualTo(List.copyOf(expected.get(i).keySet()));
            assertThat(values).hasSameSizeAs(expected.get(i));
            expected.get(i)
                    .forEach((name, value) -> assertThat(values.get(name)).isEqualTo(value));
        }
    }

    @Test
    void theViewCannotBeChanged() {
        Map<String, String> values = Environment.EMPTY.with("A", "1").values();
        assertThatThrownBy(() -> values.put("A", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> values.remove("A")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> values.entrySet().iterator().next().setValue("2"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
