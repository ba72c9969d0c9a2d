package io.crumbless.night.scatter;

import io.crumbless.columnar.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Everything that decides what a part becomes.
 *
 * @param decides all of it but the two others, a line for each
 * @param labels how the deliveries are named in what is listed of their records
 * @param businessDate of the night
 */
record PartKey(String decides, String labels, LocalDate businessDate) {
    /** Names a folder. */
    String name() {
        return Sha256.hex(decides.getBytes(StandardCharsets.UTF_8));
    }
}
