package dev.drydock.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Says in the last lines of a build which tests were skipped and why: what was not tried should not look as if it worked. */
public final class SkippedTests {

    private SkippedTests() {}

    /** Argument: the folder of Surefire's reports. */
    public static void main(String[] args) throws IOException, ParserConfigurationException, SAXException {
        Path reports = Path.of(args[0]);
        if (!Files.isDirectory(reports)) {
            return;
        }
        Map<String, Integer> reasons = new TreeMap<>();
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (Path file : files) {
                NodeList skipped = parser.parse(file.toFile()).getElementsByTagName("skipped");
                for (int i = 0; i < skipped.getLength(); i++) {
                    String message = ((Element) skipped.item(i)).getAttribute("message");
                    reasons.merge(message.replaceFirst("^Assumption failed: ", ""), 1, Integer::sum);
                }
            }
        }
        reasons.forEach((reason, count) ->
                System.out.println("[WARNING] " + count + (count == 1 ? " test" : " tests") + " SKIPPED: " + reason));
    }
}
