package dev.drydock.inventory.software;

/**
 * The contents of an image's {@code os-release}, see os-release(5).
 *
 * @param id such as {@code debian}
 * @param version such as {@code 12}; "" for a rolling release
 * @param name for people, such as {@code Debian GNU/Linux 12 (bookworm)}
 */
public record OperatingSystem(String id, String version, String name) {

    /** As the qualifier {@code distro} of package URLs has it, {@code debian-12}. */
    public String distro() {
        return version.isEmpty() ? id : id + "-" + version;
    }
}
