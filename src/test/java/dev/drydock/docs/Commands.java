package dev.drydock.docs;

import dev.drydock.maven.settings.DrydockSettings;
import dev.drydock.maven.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Maven's command lines in text: that their goals and properties are there. */
final class Commands {

    /** A command, and those that go on in the next line. */
    private static final Pattern MAVEN =
            Pattern.compile("(?:^|[\\s'\"`$;&(])(?:\\./)?mvnw? ((?:[^\n'`;|&>]|'[^'\n]*')*)");

    private static final Pattern GOAL =
            Pattern.compile("(?:dev\\.drydock:drydock-maven-plugin:[^:\\s]+|drydock):([a-z]+)(?:@\\S+)?");

    private static final Set<String> PHASES = Set.of(
            "clean",
            "validate",
            "compile",
            "test",
            "package",
            "integration-test",
            "verify",
            "install",
            "deploy",
            "site");

    /** Options that take a value of their own. */
    private static final Set<String> WITH_VALUE =
            Set.of("-pl", "-f", "-s", "-T", "-P", "-D", "--projects", "--settings");

    private static final Pattern PROPERTY = Pattern.compile("\\bdrydock\\.[A-Za-z]+(?:\\.[A-Za-z]+)*");

    /** Names that are no settings: files, and properties that goals set. */
    private static final Set<String> OTHERS = Set.of(
            "drydock.lock",
            "drydock.dev",
            "drydock.reference",
            "drydock.digest",
            "drydock.image.id",
            "drydock.version",
            "drydock.referrers");

    private static final Set<String> GOALS = goals();

    private Commands() {}

    /** The mistakes in the commands of a text. */
    static List<String> mistakes(String text) {
        List<String> mistakes = new ArrayList<>();
        Matcher command = MAVEN.matcher(text.replaceAll("\\\\\n\\s*", " ").replaceAll("\\$\\{\\{.*?}}", "x"));
        while (command.find()) {
            String[] words = command.group(1).strip().split("\\s+");
            for (int i = 0; i < words.length; i++) {
                String word = words[i].replaceAll("[\"'),.]+$", "");
                if (WITH_VALUE.contains(word)) {
                    i++;
                } else if (word.startsWith("#") || word.equals("…")) {
                    break;
                } else if (!word.isEmpty() && !word.startsWith("-") && !isTask(word)) {
                    mistakes.add("'" + word + "' in: mvn " + command.group(1));
                }
            }
        }
        return mistakes;
    }

    private static boolean isTask(String word) {
        Matcher goal = GOAL.matcher(word);
        return goal.matches() ? GOALS.contains(goal.group(1)) : PHASES.contains(word) || word.contains(":");
    }

    /** Properties of Drydock that a text names and that no setting has. */
    static List<String> unknownProperties(String text) {
        List<String> unknown = new ArrayList<>();
        Matcher property = PROPERTY.matcher(text);
        while (property.find()) {
            boolean partOfName = property.start() > 0 && "./-".indexOf(text.charAt(property.start() - 1)) >= 0;
            String name = property.group();
            boolean option = text.startsWith("-D", Math.max(0, property.start() - 2));
            if ((option || !partOfName)
                    && !OTHERS.contains(name)
                    && !name.startsWith("drydock.images.")
                    && !isSetting(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static boolean isSetting(String name) {
        for (Setting<?> setting : DrydockSettings.all()) {
            String property = setting.property();
            if (property.equals(name)
                    || property.endsWith(".") && (name.startsWith(property) || property.equals(name + "."))) {
                return true;
            }
        }
        return false;
    }

    /** The goals that the sources declare. */
    private static Set<String> goals() {
        Set<String> goals = new TreeSet<>(Set.of("help"));
        Pattern declared = Pattern.compile("@Mojo\\(\\s*name = \"([a-z]+)\"");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/drydock/maven"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith("Mojo.java"))::iterator) {
                Matcher matcher = declared.matcher(Files.readString(file));
                while (matcher.find()) {
                    goals.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return goals;
    }
}
