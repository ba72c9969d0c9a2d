package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.merge.Position;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.LegacyColumns;
import io.crumbless.night.legacy.LegacyRefusal;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.QuarantineSink;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Spills unreadable links; without a spill, an earlier attempt has spilled them. */
final class LinkQuarantine {
    private final @Nullable SpillWriter spill;
    private final LongConsumer progress;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private boolean lists;

    /** @param progress receives the number of links read */
    LinkQuarantine(@Nullable SpillWriter spill, LongConsumer progress) {
        this.spill = spill;
        this.progress = progress;
    }

    /** Whether it lists records, by the labels of their deliveries. */
    boolean lists() {
        return lists;
    }

    SortedMap<String, Long> counts() {
        return counts;
    }

    /** @param before number of links in deliveries that were read before */
    QuarantineSink of(Delivery<?> delivery, long before) {
        return new QuarantineSink() {
            @Override
            public void quarantined(long position, LegacyRefusal reason) {
                lists = true;
                UnreadRecords.count(counts, delivery, reason.ofShape() ? 1 : 0, 1);
                if (spill != null) {
                    spill(spill, new Position(delivery.sourceName(), delivery.label(), position), reason.word());
                }
            }

            @Override
            public void advanced(long rows) {
                progress.accept(before + rows);
                Stopped.ifAsked("Stopped while linking cookies; the same command continues the night");
            }
        };
    }

    void look(Delivery<LinkSource> delivery) {
        if (spill != null && delivery.source().files().format() != Format.JSONL) {
            Misreadings.count(counts, delivery, LegacyColumns.of(delivery.source(), delivery.file()));
        }
    }

    private static void spill(SpillWriter spill, Position position, String reason) {
        try {
            FactCodec.writeRefused(spill, null, new RefusedRecord(position, reason, null));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
