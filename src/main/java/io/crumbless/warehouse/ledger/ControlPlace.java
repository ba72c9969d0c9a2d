package io.crumbless.warehouse.ledger;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The location of a control database.
 *
 * @param text its name in messages, without the parameters of its address, which may contain secrets
 * @param file of an H2 database; empty for PostgreSQL
 */
record ControlPlace(String text, Optional<Path> file) {
    static ControlPlace ofFile(Path file) {
        return new ControlPlace(file.toString(), Optional.of(file));
    }

    static ControlPlace ofUrl(String url) {
        return new ControlPlace(url.replaceAll("[?;].*", ""), Optional.empty());
    }

    /** Name of the folder with migration scripts for this kind of database. */
    String vendor() {
        return file.isPresent() ? "h2" : "postgresql";
    }

    @Override
    public String toString() {
        return text;
    }
}
