package dev.drydock.sbom;

/** The name under which the vulnerabilities of Java runtimes are listed, whoever built them, see CPE 2.3. */
final class JavaCpe {

    private JavaCpe() {}

    /** @param version such as {@code 17.0.9+9}, of which the build is left out */
    static String of(String version) {
        String number = version.replaceAll("[^0-9._].*$", "");
        return "cpe:2.3:a:oracle:openjdk:" + (number.isEmpty() ? "*" : number) + ":*:*:*:*:*:*:*";
    }
}
