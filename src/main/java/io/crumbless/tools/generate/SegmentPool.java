package io.crumbless.tools.generate;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Draws segments: those of the policy, some far more frequent than others, and some that the policy does not list. */
final class SegmentPool {
    private static final String FILE = "segments.csv";
    private static final double STEEPNESS = 1.05;

    /** Share of memberships in segments the policy does not list. */
    private static final double UNLISTED = 0.02;

    private static final int UNLISTED_SEGMENTS = 40;

    /** Collection methods of segments that may have any origin. */
    private static final List<String> METHODS =
            List.of("cookie", "cookie", "pixel", "tag", "sdk", "server_log", "model_v3", "broker_file");

    /** Collection method of segments that people entered themselves. */
    private static final String FORM = "form";

    private final List<Segment> segments;
    private final List<Segment> unlisted;
    private final Weights weights;
    private final double largestShare;

    /**
     * A segment.
     *
     * @param entered whether the policy classifies it as provided
     */
    record Segment(String id, boolean entered) {
        String collectedBy(SeededRandom dice) {
            return entered ? FORM : dice.pick(METHODS);
        }
    }

    private SegmentPool(List<Segment> segments, List<Segment> unlisted, Weights weights, double largestShare) {
        this.segments = List.copyOf(segments);
        this.unlisted = List.copyOf(unlisted);
        this.weights = weights;
        this.largestShare = largestShare;
    }

    /** @param source name of the source, which rules of the policy may refer to */
    static SegmentPool of(GenerateSettings settings, Policy policy, String source) {
        List<String> ids = ids(policy);
        // The seed, not the order of the file, determines which segments are frequent.
        SeededRandom dice = new SeededRandom(settings.seed(), "segments");
        List<String> shuffled = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            shuffled.add(dice.row(i).below(i + 1), ids.get(i));
        }
        List<Segment> segments = shuffled.stream()
                .map(id -> new Segment(
                        id,
                        policy.provenance().classify(source, id, FORM, false).origin() == Origin.PROVIDED))
                .toList();
        List<Segment> unlisted = new ArrayList<>();
        for (int i = 1; i <= UNLISTED_SEGMENTS; i++) {
            String id = "campaign-" + (1000 + 7 * i);
            unlisted.add(new Segment(id, false));
        }
        return new SegmentPool(
                segments.isEmpty() ? unlisted : segments,
                unlisted,
                Weights.of(
                        Weights.zipf(Math.max(1, segments.isEmpty() ? unlisted.size() : segments.size()), STEEPNESS)),
                settings.manners().largestSegmentShare());
    }

    private static List<String> ids(Policy policy) {
        byte[] text = policy.files().getOrDefault(FILE, "").getBytes(StandardCharsets.UTF_8);
        List<String> ids = new ArrayList<>();
        try (CsvRows rows = new CsvRows(new ByteArrayInputStream(text), CsvDialect.DEFAULT, FILE)) {
            int column = rows.empty() ? -1 : rows.column("segment_id");
            while (column >= 0 && rows.next()) {
                ids.add(String.valueOf(rows.value(column)).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids.stream().distinct().toList();
    }

    Segment draw(SeededRandom dice) {
        if (largestShare > 0 && dice.chance(largestShare)) {
            return segments.get(0);
        }
        return dice.chance(UNLISTED) ? dice.pick(unlisted) : segments.get(weights.draw(dice));
    }
}
