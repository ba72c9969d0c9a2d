package io.crumbless.console.policy;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Wording;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Links;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.SharingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the law of each jurisdiction requires, grouped by common law or state: what applies to a whole group is shown
 * once.
 */
final class Places {
    private static final String GDPR = "gdpr";

    private final Request request;
    private final Wording wording;

    Places(Request request, Wording wording) {
        this.request = request;
        this.wording = wording;
    }

    private String say(String key, Object... filledIn) {
        return request.say("policy." + key, filledIn);
    }

    /** A list of the groups, then each of them. */
    List<Part> parts(Collection<Jurisdiction> places) {
        Map<String, List<Jurisdiction>> groups = new LinkedHashMap<>();
        places.forEach(place ->
                groups.computeIfAbsent(group(place), key -> new ArrayList<>()).add(place));
        List<Part> parts = new ArrayList<>();
        parts.add(new Links(groups.entrySet().stream()
                .map(group -> new Link(head(group.getKey()), "#" + group.getKey(), names(group.getValue())))
                .toList()));
        groups.forEach((key, members) -> parts.add(new Card(head(key), card(members), key)));
        return parts;
    }

    private static String group(Jurisdiction place) {
        return PrivacyLaw.of(place.code()) == PrivacyLaw.GDPR
                ? GDPR
                : place.code().replaceFirst("-.*", "").toLowerCase(Locale.ROOT);
    }

    private String head(String group) {
        return group.equals(GDPR) ? say("places.gdpr") : request.sentences().country(group.toUpperCase(Locale.ROOT));
    }

    private String names(List<Jurisdiction> places) {
        return places.size() == 1
                ? ""
                : places.stream()
                        .map(place -> wording.place(place.code()).replaceFirst(" \\([A-Z-]+\\)$", ""))
                        .collect(Collectors.joining(", "));
    }

    private List<Part> card(List<Jurisdiction> places) {
        List<String> shared = new ArrayList<>(citations(places.get(0)));
        places.forEach(place -> shared.retainAll(citations(place)));
        Map<String, Function<Jurisdiction, String>> columns = columns(shared);
        List<Fact> alike = new ArrayList<>();
        Map<String, Function<Jurisdiction, String>> differing = new LinkedHashMap<>();
        columns.forEach((key, text) -> {
            List<String> texts = places.stream().map(text).distinct().toList();
            if (texts.size() == 1 && !texts.get(0).isEmpty()) {
                alike.add(new Fact(say("column." + key), texts.get(0)));
            } else if (texts.size() > 1) {
                differing.put(key, text);
            }
        });
        if (!shared.isEmpty()) {
            alike.add(new Fact(say("column.cited"), cited(shared)));
        }
        List<Part> parts = new ArrayList<>();
        if (places.size() > 1) {
            parts.add(Part.Blocks.sentences(say("places.alike")));
        }
        parts.add(Part.Blocks.of(new Facts(alike)));
        if (places.size() > 1) {
            parts.add(table(places, differing));
        }
        return parts;
    }

    /** The texts about a jurisdiction, by the key of their column. */
    private Map<String, Function<Jurisdiction, String>> columns(List<String> saidAbove) {
        Map<String, Function<Jurisdiction, String>> columns = new LinkedHashMap<>();
        columns.put("age", place -> say("age.years", String.valueOf(place.ageOfDigitalConsent())));
        columns.put(
                "unknown-age", place -> say(place.admitsUnknownAge() ? "unknown-age.admitted" : "unknown-age.refused"));
        columns.put("special", this::bases);
        columns.put(
                "sale",
                place -> say("permission." + place.sharing().permission().word()));
        columns.put("signal", place -> say("signal." + place.sharing().signal().word()));
        columns.put("young", place -> young(place.sharing()));
        columns.put("cited-besides", place -> {
            List<String> own = new ArrayList<>(citations(place));
            own.removeAll(saidAbove);
            return own.isEmpty() ? "" : cited(own);
        });
        return columns;
    }

    private Part table(List<Jurisdiction> places, Map<String, Function<Jurisdiction, String>> differing) {
        List<Column> columns = new ArrayList<>(List.of(new Column(say("column.place"), Kind.TEXT)));
        differing.keySet().forEach(key -> columns.add(new Column(say("column." + key), Kind.TEXT)));
        List<Row> rows = new ArrayList<>();
        for (Jurisdiction place : places) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.of(wording.place(place.code()))));
            differing.values().forEach(text -> cells.add(Cell.of(text.apply(place))));
            rows.add(new Row(cells));
        }
        return new Grid(columns, rows);
    }

    private String bases(Jurisdiction place) {
        return place.specialCategory().legalBases().stream()
                .map(wording.bases()::of)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static List<String> citations(Jurisdiction place) {
        List<String> cited = new ArrayList<>(place.citations());
        cited.add(place.specialCategory().cite());
        cited.add(place.sharing().cite());
        return cited;
    }

    private String cited(List<String> citations) {
        return new Citations(request.sentences()).all(citations);
    }

    private String young(SharingRule rule) {
        List<String> said = new ArrayList<>();
        below("young.opt-in", rule.optInBelowAge(), said);
        below("young.barred", rule.barredBelowAge(), said);
        return said.isEmpty() ? say("young.alike") : String.join("; ", said);
    }

    private void below(String key, OptionalInt age, List<String> said) {
        age.ifPresent(years -> said.add(say(key, String.valueOf(years))));
    }
}
