package dev.drydock.verify;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.SignatureManifest;
import dev.drydock.sign.Bundle;
import dev.drydock.sign.LegacySignature;
import dev.drydock.sign.VerifyingKey;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents about one manifest or index.
 *
 * @param signed statements about it that the key has signed
 * @param rejected why other signatures do not count, as clauses
 * @param stated statements that are there by themselves
 * @param misplaced statements among these that are about something else
 * @param documents all others
 */
record Evidence(
        Descriptor subject,
        List<Statement> signed,
        List<String> rejected,
        List<Statement> stated,
        List<Statement> misplaced,
        List<Document> documents) {

    /** A document by itself. */
    record Document(String type, byte[] content) {}

    /** @param referrers manifests that are said to be about the subject */
    static Evidence of(ImagePlace place, Descriptor subject, List<Descriptor> referrers, VerifyingKey key)
            throws IOException {
        Evidence evidence = new Evidence(
                subject, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (LegacySignature legacy : place.legacySignatures(subject.digest())) {
            evidence.addLegacy(SignatureManifest.tag(subject.digest()), legacy, key);
        }
        for (Descriptor referrer : referrers) {
            Manifest manifest = Manifest.parse(place.document(referrer), referrer.mediaType());
            for (Descriptor part : manifest.layers()) {
                byte[] content = place.document(part);
                // The type of the part is what cosign goes by, too.
                if (part.mediaType().equals(Bundle.MEDIA_TYPE)) {
                    evidence.addSigned(referrer.digest(), content, key);
                } else if (part.annotations().containsKey(SignatureManifest.SIGNATURE)) {
                    var legacy = new LegacySignature(content, part.annotations().get(SignatureManifest.SIGNATURE));
                    evidence.addLegacy(referrer.digest().toString(), legacy, key);
                } else if (part.mediaType().equals(Statement.MEDIA_TYPE)) {
                    evidence.addStated(new Statement(subject, content));
                } else {
                    evidence.documents.add(new Document(part.mediaType(), content));
                }
            }
        }
        return evidence;
    }

    private void addSigned(Digest at, byte[] content, VerifyingKey key) {
        try {
            Bundle bundle = Bundle.parse(content);
            Statement statement = new Statement(subject, bundle.payload());
            if (!bundle.isSignedBy(key)) {
                rejected.add("the signature " + at + " is not by this key");
            } else if (!bundle.payloadType().equals(Statement.MEDIA_TYPE)) {
                rejected.add("the signature " + at + " signs no statement but " + bundle.payloadType());
            } else if (!statement.subjects().contains(subject.digest())) {
                rejected.add("the signature " + at + " is about " + about(statement));
            } else {
                signed.add(statement);
            }
        } catch (IOException e) {
            rejected.add("the signature " + at + " cannot be read: " + e.getMessage());
        }
    }

    private void addLegacy(String at, LegacySignature legacy, VerifyingKey key) throws IOException {
        if (!legacy.isBy(key)) {
            rejected.add("the signature " + at + " is not by this key");
        } else if (!legacy.image().equals(subject.digest().toString())) {
            rejected.add("the signature " + at + " is about another image, " + legacy.image());
        } else {
            signed.add(Statement.ofSignature(subject));
        }
    }

    private void addStated(Statement statement) throws IOException {
        (statement.subjects().contains(subject.digest()) ? stated : misplaced).add(statement);
    }

    /** The subject of a statement, for messages. */
    static String about(Statement statement) throws IOException {
        List<Digest> subjects = statement.subjects();
        return subjects.isEmpty() ? "nothing that has a digest" : "another image, " + subjects.get(0);
    }

    /** Why nothing about the subject is signed by the key, as the end of a sentence. */
    String whyUnsigned() {
        return rejected.isEmpty() ? "there is no signature" : String.join("; ", rejected);
    }
}
