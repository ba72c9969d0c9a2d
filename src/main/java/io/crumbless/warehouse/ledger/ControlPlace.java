package io.crumbless.warehouse.ledger;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a control database is.
 *
 * @param text how messages name it: without the parameters of its address, which may hold secrets
 * @param file of an H2 database; empty for PostgreSQL
 */
record ControlPlace(String text, Optional<Path> file) {
    static ControlPlace ofFile(Path file) {
        return new ControlPlace(file.toString(), Optional.of(file));
    }

    static ControlPlace ofUrl(String url) {
        return new ControlPlace(url.replaceAll("[?;].*", ""), Optional.empty());
    }

    /** Of the folder with the scripts that are not common to all databases. */
    String vendor() {
        return file.isPresent() ? "h2" : "postgresql";
    }

    @Override
    public String toString() {
        return text;
    }
}
