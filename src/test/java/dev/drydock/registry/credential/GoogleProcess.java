package dev.drydock.registry.credential;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own, because Google's library reads the environment of the process it is in. */
final class GoogleProcess {

    private GoogleProcess() {}

    /** Prints what is found for each of these registries. */
    public static void main(String[] registries) {
        var google = new GoogleCredentials(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of("/nowhere"),
                GoogleProcess.class::getClassLoader);
        for (String registry : registries) {
            String found;
            try {
                found = google.find(new CredentialQuery(registry, "team/app"))
                        .map(GoogleProcess::text)
                        .orElse("nothing");
            } catch (IOException e) {
                found = "failed: " + e.getMessage();
            }
            System.out.println(registry + " " + found);
        }
    }

    private static String text(Credential credential) {
        return credential instanceof Credential.Basic basic
                ? basic.username() + " " + basic.password()
                : credential.toString();
    }
}
