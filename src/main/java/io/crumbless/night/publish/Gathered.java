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
 * The result of an engine for a snapshot. Its datasets are in the {@link Staging}; this is what was counted on the way,
 * and what survives a killed attempt.
 */
public interface Gathered {
    /** All files of the snapshot's datasets, in the order of {@link io.crumbless.warehouse.dataset.Datasets#all}. */
    List<Manifest.Output> outputs();

    /** The books of the whole run; each call makes its own. */
    Books books();

    /**
     * How many records of a delivery do not have the shape of their file. The notes of all parts are read once when
     * this is called, not for each of possibly thousands of deliveries.
     */
    ToLongFunction<Delivery<?>> unread();

    /** How many values each rule of the provenance matched, most first. */
    List<NightReport.RuleCount> rules();

    /** The measure of retirement of this snapshot. */
    Retirement.Entry retirement(Books books);

    /** Stores the counts of a stage for a later attempt that continues this one. */
    void note(String stage, SortedMap<String, Long> counts);

    /** The counts a stage has kept. */
    SortedMap<String, Long> noted(String stage);

    /** Deletes what a later attempt would continue from, so that it begins again. */
    void discard();
}
