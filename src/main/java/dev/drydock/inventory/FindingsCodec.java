package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.Finding.Bom;
import dev.drydock.inventory.Finding.Copyright;
import dev.drydock.inventory.Finding.Database;
import dev.drydock.inventory.Finding.Installed;
import dev.drydock.inventory.Finding.Jar;
import dev.drydock.inventory.Finding.Place;
import dev.drydock.inventory.Finding.SystemName;
import dev.drydock.inventory.Finding.Unread;
import dev.drydock.inventory.language.EmbeddedBom;
import dev.drydock.inventory.language.JarFacts;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings as bytes, without lambdas, each of which would cost every build with a changed class a millisecond. A change of the form, or of what is found in the same files, is a new
 * {@link #VERSION}.
 */
final class FindingsCodec {

    static final int VERSION = 3;

    private FindingsCodec() {}

    static byte[] encode(List<Finding> findings) {
        var out = new FindingsOutput();
        out.number(findings.size());
        for (Finding finding : findings) {
            write(out, finding);
        }
        return out.bytes();
    }

    static List<Finding> decode(byte[] bytes) throws IOException {
        var in = new FindingsInput(bytes);
        List<Finding> findings = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            findings.add(read(in));
        }
        return findings;
    }

    static byte[] encode(JarFacts facts) {
        var out = new FindingsOutput();
        write(out, facts);
        return out.bytes();
    }

    static JarFacts decodeJar(byte[] bytes) throws IOException {
        return jar(new FindingsInput(bytes));
    }

    private static void write(FindingsOutput out, Finding finding) {
        if (finding instanceof SystemName each) {
            start(out, 'S', each.place());
            out.texts(List.of(
                    each.system().id(), each.system().version(), each.system().name()));
        } else if (finding instanceof Database each) {
            start(out, 'D', each.place());
            out.number(each.packages().size());
            for (SystemPackage one : each.packages()) {
                write(out, one);
            }
        } else if (finding instanceof Copyright each) {
            start(out, 'C', each.place());
            out.texts(each.licences());
        } else if (finding instanceof Installed each) {
            start(out, 'I', each.place());
            write(out, each.software());
        } else if (finding instanceof Jar each) {
            start(out, 'J', each.place());
            write(out, each.sha256());
            out.number(each.size());
        } else if (finding instanceof Bom each) {
            start(out, 'B', each.place());
            write(out, each.bom());
        } else if (finding instanceof Unread each) {
            start(out, 'U', each.place());
            out.text(each.why());
        }
    }

    private static void start(FindingsOutput out, char type, Place place) {
        out.number(type);
        out.text(place.path());
        out.number(place.position());
    }

    private static Finding read(FindingsInput in) throws IOException {
        char type = (char) in.number();
        var place = new Place(in.text(), (int) in.number());
        return switch (type) {
            case 'S' -> {
                List<String> texts = in.texts();
                yield new SystemName(place, new OperatingSystem(texts.get(0), texts.get(1), texts.get(2)));
            }
            case 'D' -> new Database(place, systemPackages(in));
            case 'C' -> new Copyright(place, in.texts());
            case 'I' -> new Installed(place, software(in));
            case 'J' -> new Jar(place, digest(in), in.number());
            case 'B' -> new Bom(place, bom(in));
            case 'U' -> new Unread(place, in.text());
            default -> throw new IOException("an unknown finding");
        };
    }

    private static void write(FindingsOutput out, SystemPackage each) {
        out.text(each.kind().name());
        out.text(each.name());
        out.text(each.version());
        out.text(each.epoch());
        out.text(each.architecture());
        out.text(each.source());
        out.text(each.sourceVersion());
        out.texts(each.licences());
    }

    private static List<SystemPackage> systemPackages(FindingsInput in) throws IOException {
        List<SystemPackage> packages = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            packages.add(new SystemPackage(
                    kind(in), in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.texts()));
        }
        return packages;
    }

    private static void write(FindingsOutput out, Software each) {
        out.text(each.kind().name());
        out.text(each.group());
        out.text(each.name());
        out.text(each.version());
        out.text(each.purl());
        out.texts(each.licences());
        out.text(each.source());
        write(out, each.sha256());
    }

    private static Software software(FindingsInput in) throws IOException {
        Software.Kind kind = kind(in);
        String group = in.text();
        String name = in.text();
        String version = in.text();
        String purl = in.text();
        List<String> licences = in.texts();
        String source = in.text();
        String digest = in.text();
        return new Software(
                kind, group, name, version, purl, licences, source, digest.isEmpty() ? null : parsed(digest));
    }

    private static Software.Kind kind(FindingsInput in) throws IOException {
        String name = in.text();
        for (Software.Kind kind : Software.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IOException("an unknown kind of software");
    }

    private static void write(FindingsOutput out, @Nullable Digest digest) {
        out.text(digest == null ? "" : digest.toString());
    }

    private static Digest digest(FindingsInput in) throws IOException {
        return parsed(in.text());
    }

    private static Digest parsed(String text) throws IOException {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("no digest", e);
        }
    }

    private static void write(FindingsOutput out, EmbeddedBom bom) {
        out.number(bom.items().size());
        for (EmbeddedBom.Item item : bom.items()) {
            out.texts(List.of(item.group(), item.name(), item.version(), item.purl()));
            out.texts(item.licences());
            out.texts(item.dependsOn());
        }
    }

    private static EmbeddedBom bom(FindingsInput in) throws IOException {
        List<EmbeddedBom.Item> items = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            List<String> names = in.texts();
            items.add(new EmbeddedBom.Item(
                    names.get(0), names.get(1), names.get(2), names.get(3), in.texts(), in.texts()));
        }
        return new EmbeddedBom(items);
    }

    private static void write(FindingsOutput out, JarFacts facts) {
        out.number(facts.poms().size());
        for (JarFacts.Coordinates pom : facts.poms()) {
            out.texts(List.of(pom.group(), pom.name(), pom.version()));
        }
        out.text(facts.title());
        out.text(facts.version());
        out.text(facts.licence());
        out.number(facts.nested().size());
        for (JarFacts.Nested nested : facts.nested()) {
            out.text(nested.name());
            write(out, nested.sha256());
            out.number(nested.size());
            write(out, nested.facts());
        }
        write(out, facts.bom());
        out.texts(facts.unread());
    }

    private static JarFacts jar(FindingsInput in) throws IOException {
        List<JarFacts.Coordinates> poms = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            List<String> names = in.texts();
            poms.add(new JarFacts.Coordinates(names.get(0), names.get(1), names.get(2)));
        }
        String title = in.text();
        String version = in.text();
        String licence = in.text();
        List<JarFacts.Nested> nested = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            nested.add(new JarFacts.Nested(in.text(), digest(in), in.number(), jar(in)));
        }
        return new JarFacts(poms, title, version, licence, nested, bom(in), in.texts());
    }
}
