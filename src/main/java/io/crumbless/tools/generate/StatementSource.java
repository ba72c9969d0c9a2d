package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Channel;
import io.crumbless.night.legacy.Format;
import java.util.List;
import java.util.Optional;

/** The sources of statements, each with its own way of delivery. */
enum StatementSource {
    /** Delivers all statements every night. */
    PREFERENCE_CENTRE(
            "preference-centre", "pc", 0.5, Format.PARQUET, List.of(Channel.WEB_PREFERENCE_CENTER, Channel.APP)),
    STORE("store", "st", 0.2, Format.CSV, List.of(Channel.STORE, Channel.STORE, Channel.STORE, Channel.PAPER)),
    CALL_CENTRE("call-centre", "cc", 0.1, Format.CSV, List.of(Channel.CALL_CENTER)),
    SURVEY("survey", "sv", 0.2, Format.JSONL, List.of(Channel.SURVEY, Channel.SURVEY, Channel.EMAIL, Channel.CHAT));

    private final String sourceName;
    private final String idPrefix;
    private final double share;
    private final Format usualFormat;
    private final List<Channel> channels;

    StatementSource(String sourceName, String idPrefix, double share, Format usualFormat, List<Channel> channels) {
        this.sourceName = sourceName;
        this.idPrefix = idPrefix;
        this.share = share;
        this.usualFormat = usualFormat;
        this.channels = channels;
    }

    /** Its name in the job file. */
    String sourceName() {
        return sourceName;
    }

    String idPrefix() {
        return idPrefix;
    }

    /** Its share of all statements. */
    double share() {
        return share;
    }

    Format format(Formats formats) {
        return formats.declarations().orElse(usualFormat);
    }

    /** Its channels; frequent ones occur more than once. */
    List<Channel> channels() {
        return channels;
    }

    /** Whether each night delivers only new statements. */
    boolean deliversIncrements() {
        return this != PREFERENCE_CENTRE;
    }

    /** Whether times have no offset, so that the job file names the zone. */
    boolean hasLocalTimes() {
        return this == STORE;
    }

    /** Jurisdiction of records that name none. */
    Optional<String> usualJurisdiction() {
        return this == STORE || this == CALL_CENTRE ? Optional.of("DE") : Optional.empty();
    }

    CsvStyle csvStyle() {
        return this == CALL_CENTRE ? CsvStyle.SPREADSHEET : CsvStyle.USUAL;
    }

    /** Whether columns have types, which exclude some faults. */
    boolean isDatabase(Formats formats) {
        return this == PREFERENCE_CENTRE && formats.preferenceCentre() == Formats.PreferenceCentre.DATABASE;
    }

    /** Whether records may be malformed. */
    boolean isText(Formats formats) {
        return !isDatabase(formats) && format(formats) != Format.PARQUET;
    }
}
