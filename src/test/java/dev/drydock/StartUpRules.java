package dev.drydock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Classes marked {@link StartUp} have nothing that the JVM puts together at run time; see the decision "start-up". */
abstract class StartUpRules {

    /** The classes that make lambdas and method references call it; its name is in their constant pool. */
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private static final DescribedPredicate<JavaClass> MARKED =
            DescribedPredicate.describe("marked @StartUp, or within a class that is", StartUpRules::isMarked);

    private final JavaClasses engine = ArchitectureTest.engine();

    @Test
    void markedClassesMakeNoLambdas() {
        classes().that(MARKED).should(new MakeNoLambdas()).check(engine);
    }

    @Test
    void markedClassesUseNoStreams() {
        noClasses()
                .that(MARKED)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.stream..")
                .check(engine);
    }

    @Test
    void recordsWithAHashCodeOfTheirOwnAreMarked() {
        classes()
                .that(DescribedPredicate.describe("records with a hashCode of their own", StartUpRules::hasOwnHashCode))
                .should(new BeMarked())
                .check(engine);
    }

    @Test
    void theChecksSeeWhatTheyAreFor() throws IOException {
        assertThat(makesLambdas(StartUpRules.class)).isTrue();
        assertThat(makesLambdas(StartUp.class)).isFalse();
        assertThat(engine.stream().filter(MARKED).count()).isGreaterThan(50);
    }

    private static boolean isMarked(JavaClass type) {
        return type.isAnnotatedWith(StartUp.class)
                || type.getEnclosingClass().filter(StartUpRules::isMarked).isPresent();
    }

    /** One that the compiler makes calls and reads nothing itself: the JVM puts its body together. */
    private static boolean hasOwnHashCode(JavaClass type) {
        if (!type.isRecord()) {
            return false;
        }
        for (JavaMethod method : type.getMethods()) {
            if (method.getName().equals("hashCode")
                    && !method.getAccessesFromSelf().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean makesLambdas(Class<?> type) throws IOException {
        String file = type.getName().replaceAll(".*\\.", "") + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains(LAMBDAS);
        }
    }

    private static final class MakeNoLambdas extends ArchCondition<JavaClass> {

        private MakeNoLambdas() {
            super("make no lambdas");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            try {
                if (makesLambdas(type.reflect())) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " makes lambdas"));
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class BeMarked extends ArchCondition<JavaClass> {

        private BeMarked() {
            super("be marked @StartUp, or be within a class that is");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!MARKED.test(type)) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is not marked @StartUp"));
            }
        }
    }
}
