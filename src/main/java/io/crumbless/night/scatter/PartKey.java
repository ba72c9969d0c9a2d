package io.crumbless.night.scatter;

import io.crumbless.columnar.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Everything on which the content of a part depends.
 *
 * @param decides everything except the others, one item per line
 * @param labels names of the deliveries in listed records
 * @param businessDate of the night
 */
record PartKey(String decides, String labels, LocalDate businessDate) {
    /** The name of its folder. */
    String name() {
        return Sha256.hex(decides.getBytes(StandardCharsets.UTF_8));
    }
}
