package dev.drydock.maven.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * A POM in a local repository with its parents: the little of the effective model that says under which licence an artifact is
 * and what it needs. Profiles and imported dependency management are left out; asking Maven for effective models would read
 * them, from repositories if need be, and take seconds.
 */
final class PomFile {

    /** More parents, or properties in properties, than a POM has that is no loop. */
    private static final int DEEPEST = 20;

    private final List<Model> chain;
    private final Map<String, String> properties = new HashMap<>();

    private PomFile(List<Model> chain) {
        this.chain = chain;
        for (int i = chain.size() - 1; i >= 0; i--) {
            Model model = chain.get(i);
            for (String name : model.getProperties().stringPropertyNames()) {
                properties.put(name, model.getProperties().getProperty(name));
            }
        }
        Model own = chain.get(0);
        Parent parent = own.getParent();
        String group = own.getGroupId() == null && parent != null ? parent.getGroupId() : own.getGroupId();
        String version = own.getVersion() == null && parent != null ? parent.getVersion() : own.getVersion();
        for (String prefix : List.of("project.", "pom.", "")) {
            put(prefix + "groupId", group);
            put(prefix + "artifactId", own.getArtifactId());
            put(prefix + "version", version);
        }
        if (parent != null) {
            put("project.parent.groupId", parent.getGroupId());
            put("project.parent.version", parent.getVersion());
        }
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** Reads POMs, each parent once. */
    static final class Reader {

        private final Path repository;
        private final Map<Path, Model> read = new HashMap<>();

        Reader(Path repository) {
            this.repository = repository;
        }

        /**
         * @throws IOException if the POM is not there or none; a parent that is not there is left out
         */
        PomFile read(Path pom) throws IOException {
            List<Model> chain = new ArrayList<>();
            Model model = model(pom);
            while (true) {
                chain.add(model);
                Parent parent = model.getParent();
                if (parent == null || chain.size() > DEEPEST) {
                    return new PomFile(chain);
                }
                Path file = file(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
                if (!Files.isRegularFile(file)) {
                    return new PomFile(chain);
                }
                model = model(file);
            }
        }

        Path file(String group, String name, String version) {
            return repository
                    .resolve(group.replace('.', '/'))
                    .resolve(name)
                    .resolve(version)
                    .resolve(name + "-" + version + ".pom");
        }

        private Model model(Path file) throws IOException {
            Model known = read.get(file);
            if (known == null) {
                try (InputStream in = Files.newInputStream(file)) {
                    known = new MavenXpp3Reader().read(in, false);
                } catch (XmlPullParserException e) {
                    throw new IOException(file + " is no POM", e);
                }
                read.put(file, known);
            }
            return known;
        }
    }

    /** Names of the licences it is under, all or any of them; those of the nearest parent if it names none. */
    List<String> licences() {
        for (Model model : chain) {
            if (!model.getLicenses().isEmpty()) {
                List<String> names = new ArrayList<>();
                for (String name : names(model.getLicenses())) {
                    names.add(text(name));
                }
                return names;
            }
        }
        return List.of();
    }

    /** The name of each, or its address where it has none. */
    static List<String> names(List<License> licences) {
        List<String> names = new ArrayList<>();
        for (License licence : licences) {
            String name =
                    licence.getName() == null || licence.getName().isBlank() ? licence.getUrl() : licence.getName();
            if (name != null && !name.isBlank()) {
                names.add(name.strip().replaceAll("\\s+", " "));
            }
        }
        return names;
    }

    /** Its needs at run time. */
    List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        for (Model model : chain) {
            for (Dependency each : model.getDependencies()) {
                if (!Boolean.parseBoolean(text(each.getOptional()))) {
                    Need.add(
                            needs,
                            text(each.getGroupId()),
                            text(each.getArtifactId()),
                            text(each.getClassifier()),
                            scope(each));
                }
            }
        }
        return needs;
    }

    private String scope(Dependency dependency) {
        if (dependency.getScope() != null) {
            return text(dependency.getScope());
        }
        for (Model model : chain) {
            DependencyManagement managed = model.getDependencyManagement();
            if (managed != null) {
                for (Dependency each : managed.getDependencies()) {
                    if (each.getScope() != null
                            && text(each.getArtifactId()).equals(text(dependency.getArtifactId()))
                            && text(each.getGroupId()).equals(text(dependency.getGroupId()))
                            && text(each.getClassifier()).equals(text(dependency.getClassifier()))) {
                        return text(each.getScope());
                    }
                }
            }
        }
        return "compile";
    }

    /** With the values of properties, as far as they are known; "" for null. */
    private String text(@Nullable String written) {
        String text = written == null ? "" : written.strip();
        for (int i = 0; i < DEEPEST; i++) {
            int start = text.indexOf("${");
            int end = start < 0 ? -1 : text.indexOf('}', start);
            String value = end < 0 ? null : properties.get(text.substring(start + 2, end));
            if (value == null) {
                return text;
            }
            text = text.substring(0, start) + value + text.substring(end + 1);
        }
        return text;
    }
}
