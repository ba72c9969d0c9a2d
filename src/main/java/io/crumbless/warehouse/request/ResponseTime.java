package io.crumbless.warehouse.request;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The statutory time for an answer, and the extended time if the person is informed of the reasons within the first.
 * Non-working days are taken into account only where the law does so. Public holidays are not known to the register, so
 * its deadline may be earlier than the statutory one, never later. Looked up in November 2026;
 * docs/reference/requests.md names the sources.
 *
 * @param first from the day of receipt, which is not counted
 * @param extended the time including the extension; empty if the law allows none
 * @param rolls whether a deadline on a Saturday or Sunday is extended to the next Monday
 * @param cite the provision; empty if none is known
 */
public record ResponseTime(Period first, Optional<Period> extended, boolean rolls, String cite) {
    private static final ResponseTime GDPR =
            new ResponseTime(Period.ofMonths(1), Optional.of(Period.ofMonths(3)), true, "GDPR Art. 12(3)");
    private static final ResponseTime UK =
            new ResponseTime(Period.ofMonths(1), Optional.of(Period.ofMonths(3)), true, "UK GDPR Art. 12(3)");

    /** The ordinance lets the controller name a later day; the register assumes twice the time. */
    private static final ResponseTime SWISS =
            new ResponseTime(Period.ofDays(30), Optional.of(Period.ofDays(60)), false, "DSV Art. 18");

    private static final ResponseTime QUEBEC =
            new ResponseTime(Period.ofDays(30), Optional.empty(), false, "Quebec Act P-39.1 s. 32");
    private static final ResponseTime CANADA =
            new ResponseTime(Period.ofDays(30), Optional.of(Period.ofDays(60)), false, "PIPEDA s. 8(3), 8(4)");
    private static final ResponseTime CALIFORNIA = days(45, 90, "Cal. Civ. Code § 1798.130(a)(2)");

    /** Fifteen business days: at least three weeks, regardless of holidays. */
    private static final ResponseTime CALIFORNIA_OPT_OUT =
            new ResponseTime(Period.ofDays(21), Optional.empty(), false, "11 CCR § 7026(f)");

    /** If the applicable law is not known: the shortest time of all known laws, without extension. */
    private static final ResponseTime UNKNOWN = new ResponseTime(Period.ofDays(30), Optional.empty(), false, "");

    private static final Map<String, ResponseTime> STATES = Map.ofEntries(
            Map.entry("US-CA", CALIFORNIA),
            Map.entry("US-CO", days(45, 90, "C.R.S. § 6-1-1306(2)")),
            Map.entry("US-CT", days(45, 90, "Conn. Gen. Stat. § 42-518(c)")),
            Map.entry("US-DE", days(45, 90, "6 Del. C. § 12D-104(c)")),
            Map.entry("US-IA", days(90, 135, "Iowa Code § 715D.3(2)")),
            Map.entry("US-NH", days(45, 90, "RSA 507-H:4(III)")),
            Map.entry("US-OR", days(45, 90, "ORS 646A.576")),
            Map.entry("US-TX", days(45, 90, "Tex. Bus. & Com. Code § 541.052")),
            Map.entry("US-UT", days(45, 90, "Utah Code § 13-61-203")),
            Map.entry("US-VA", days(45, 90, "Va. Code § 59.1-577(B)")));

    private static final Set<String> EUROPE = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    /** Codes of the jurisdictions whose law is known. */
    public static SortedSet<String> places() {
        SortedSet<String> places = new TreeSet<>(EUROPE);
        places.addAll(STATES.keySet());
        places.addAll(List.of("GB", "CH", "CA", "CA-QC"));
        return places;
    }

    private static ResponseTime days(int first, int extended, String cite) {
        return new ResponseTime(Period.ofDays(first), Optional.of(Period.ofDays(extended)), false, cite);
    }

    /**
     * For a kind of request.
     *
     * @param place ISO 3166 code, with its subdivision where that matters; empty if it is not known
     */
    public static ResponseTime of(RequestKind kind, String place) {
        String code = place.toUpperCase(Locale.ROOT);
        if (EUROPE.contains(code)) {
            return GDPR;
        }
        if (code.equals("US-CA") && kind == RequestKind.OPT_OUT) {
            return CALIFORNIA_OPT_OUT;
        }
        return switch (code) {
            case "GB" -> UK;
            case "CH" -> SWISS;
            case "CA-QC" -> QUEBEC;
            default -> code.equals("CA") || code.startsWith("CA-") ? CANADA : STATES.getOrDefault(code, UNKNOWN);
        };
    }

    /**
     * The provision by which the person is informed of a refusal within the first time, whatever was extended; empty where the
     * law has none.
     */
    public Optional<String> refusalCite() {
        return Optional.of(cite)
                .filter(text -> text.endsWith("GDPR Art. 12(3)"))
                .map(text -> text.replace("12(3)", "12(4)"));
    }

    /** The last day to answer a request received on a day. */
    public LocalDate due(LocalDate received) {
        return working(received.plus(first));
    }

    /** The last day if the time is extended; empty if the law allows no extension. */
    public Optional<LocalDate> dueExtended(LocalDate received) {
        return extended.map(received::plus).map(this::working);
    }

    /** Regulation (EEC, Euratom) No 1182/71 Art. 3(4). */
    private LocalDate working(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return rolls && weekend ? day.plusDays(day.getDayOfWeek() == DayOfWeek.SATURDAY ? 2 : 1) : day;
    }
}
