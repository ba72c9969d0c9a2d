package io.crumbless.tools.init;

import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The parameters of a draft.
 *
 * @param folder to write into, absolute
 * @param paths the paths of each kind of source, with wildcards, absolute or as URIs
 * @param time total time for reading
 * @param atLeast minimum number of distinct people or cookies with which a segment or answer must be seen to be written
 * @param shown returns the name of a location for display
 */
public record InitRequest(
        Path folder, Map<SourceKind, List<Location>> paths, Duration time, int atLeast, UnaryOperator<String> shown) {
    public static final int DEFAULT_AT_LEAST = 5;

    public InitRequest {
        paths = Map.copyOf(paths);
    }
}
