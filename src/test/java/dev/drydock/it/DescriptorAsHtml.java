package dev.drydock.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the descriptions in the plugin's descriptor HTML. Maven's plugin tools write them as plain text, but {@code mvn
 * help:describe} and IDEs read them as HTML, and would take {@code <env>} for markup and show nothing of it. The
 * help goal makes plain text of it again.
 */
public final class DescriptorAsHtml {

    private DescriptorAsHtml() {}

    /** Argument: the descriptor, {@code plugin.xml}. */
    public static void main(String[] args) throws IOException {
        Path descriptor = Path.of(args[0]);
        String text = Files.readString(descriptor);
        String html = text.replace("&lt;", "&amp;lt;").replace("&gt;", "&amp;gt;");
        if (!html.equals(text)) {
            Files.writeString(descriptor, html);
        }
    }
}
