package io.crumbless.night.publish;

import io.crumbless.kernel.balance.Books;
import io.crumbless.night.intake.Delivery;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;

/**
 * What an engine has made of the facts of a snapshot. Its datasets lie in the {@link Staging}; this is what was counted on the
 * way, and what outlives an attempt that is killed.
 */
public interface Gathered {
    /** All files of the snapshot's datasets, in the order of {@link io.crumbless.warehouse.dataset.Datasets#all}. */
    List<Manifest.Output> outputs();

    /** The books of the whole run; each call makes its own. */
    Books books();

    /**
     * How many records of a delivery have not the shape of their file. What all parts noted is read when this is called, and not
     * for each delivery, of which there may be thousands.
     */
    ToLongFunction<Delivery<?>> unread();

    /** How many values each rule of the provenance matched, most first. */
    List<NightReport.RuleCount> rules();

    /** The measure of retirement of this snapshot. */
    Retirement.Entry retirement(Books books);

    /** Keeps the counts of a stage, so that an attempt that goes on later finds them. */
    void note(String stage, SortedMap<String, Long> counts);

    /** The counts a stage has kept. */
    SortedMap<String, Long> noted(String stage);

    /** Deletes what a later attempt would go on from: it begins again. */
    void discard();
}
