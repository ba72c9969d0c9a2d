package io.crumbless.tools.init;

import io.crumbless.tools.inspect.Inspection;
import java.nio.file.Path;
import java.util.List;

/**
 * The result of a draft: the files written, and the decisions left to people.
 *
 * @param policy the folder of the policy
 * @param written the files written, sorted by name
 * @param segments number of segments in segments.csv, all unknown
 * @param rareSegments number of other segments seen
 * @param decisions the open decisions as sentences, in the recommended order
 */
public record InitReport(
        Inspection inspection,
        Path policy,
        List<Path> written,
        int segments,
        long rareSegments,
        int attributes,
        boolean whole,
        List<String> decisions) {
    public InitReport {
        written = List.copyOf(written);
        decisions = List.copyOf(decisions);
    }
}
