package dev.drydock.maven.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/** An assembly descriptor in a file, with the expressions in it that are known. */
final class DescriptorFile {

    private DescriptorFile() {}

    /** Null if there is no such file, or it is no XML. */
    static @Nullable Dom read(Facts facts, String place) {
        try {
            Path file = facts.base().resolve(facts.replaced(place));
            try (InputStream in = Files.newInputStream(file)) {
                Dom descriptor = Dom.of(Xpp3DomBuilder.build(in, "UTF-8"));
                return descriptor.mapped(facts::replaced);
            }
        } catch (IOException | XmlPullParserException | InvalidPathException e) {
            return null; // told by the caller, who knows what for
        }
    }
}
