package io.crumbless.tools.inspect;

import io.crumbless.kernel.profile.GarbledText;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import io.crumbless.kernel.profile.YesOrNo;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts the forms of the values of one column. Values are not retained. */
final class ColumnTally {
    private static final IdFold VISIBLE = IdFold.ignoring(List.of(SpellingDifference.INVISIBLE));

    private static final Pattern SEPARATED = Pattern.compile("[^\\s|;,]+([|;,] ?[^\\s|;,]+)+");

    private final String name;
    private final KeySketch exact;
    private final KeySketch folded;
    private final Map<TextForm, Long> forms = new EnumMap<>(TextForm.class);
    private final PairKeys pairs = new PairKeys();
    private final TimePattern pattern = new TimePattern();
    private final Map<EpochUnit, Long> epochs = new EnumMap<>(EpochUnit.class);
    private final Map<String, Long> nothing = new TreeMap<>();
    private long said;
    private long empty;
    private long noes;
    private long midnights;
    private long leadingZeros;
    private long invisible;
    private long garbled;
    private long separated;
    private long longest;
    private long characters;
    private boolean list;
    private boolean fraction;

    /** @param kept number of hashes of distinct values to keep, see {@link KeySketch} */
    ColumnTally(String name, int kept) {
        this.name = name;
        this.exact = new KeySketch(kept);
        this.folded = new KeySketch(kept);
    }

    void isList() {
        list = true;
    }

    void isFraction() {
        fraction = true;
    }

    void add(String raw) {
        String text = raw.strip();
        if (text.isEmpty()) {
            empty++;
        } else if (NothingWords.isOne(text)) {
            nothing.merge(text, 1L, Long::sum);
        } else {
            said(raw, text);
        }
    }

    private void said(String raw, String text) {
        TextForm form = TextForm.of(text);
        said++;
        forms.merge(form, 1L, Long::sum);
        exact.add(text);
        folded.add(IdFold.ALL.key(text));
        longest = Math.max(longest, text.length());
        characters += text.length();
        switch (form) {
            case WHOLE -> whole(text);
            case YES_OR_NO -> noes += YesOrNo.of(text).orElse(true) ? 0 : 1;
            case TEXT -> text(text);
            case LOCAL_TIME -> midnights += TextForm.isMidnight(text) ? 1 : 0;
            case OTHER_DATE, OTHER_TIME -> pattern.add(text);
            default -> {}
        }
        boolean asSeen = raw.length() == text.length()
                && (isAscii(text) || VISIBLE.key(text).equals(text));
        invisible += asSeen ? 0 : 1;
    }

    private void whole(String text) {
        leadingZeros += text.length() > 1 && text.charAt(0) == '0' ? 1 : 0;
        noes += text.equals("0") ? 1 : 0;
        EpochUnit.of(text).ifPresent(unit -> epochs.merge(unit, 1L, Long::sum));
    }

    /** Counts texts with several names, and texts whose UTF-8 was decoded in another encoding. */
    private void text(String text) {
        boolean ascii = isAscii(text);
        if (text.indexOf('=') > 0) {
            pairs.add(text);
        }
        garbled += !ascii && GarbledText.isOne(text) ? 1 : 0;
        boolean parted = text.indexOf('|') > 0 || text.indexOf(';') > 0 || text.indexOf(',') > 0;
        separated += parted && SEPARATED.matcher(text).matches() ? 1 : 0;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    /** The counts by form; times count as dates if all are at midnight. */
    private Map<TextForm, Long> forms() {
        Map<TextForm, Long> seen = new EnumMap<>(forms);
        if (midnights > 0 && midnights == seen.getOrDefault(TextForm.LOCAL_TIME, 0L)) {
            seen.remove(TextForm.LOCAL_TIME);
            seen.merge(TextForm.DATE, midnights, Long::sum);
        }
        return seen;
    }

    ColumnLook look() {
        return new ColumnLook(
                name,
                said,
                empty,
                Map.copyOf(nothing),
                Map.copyOf(forms()),
                pattern.pattern(),
                Map.copyOf(epochs),
                list,
                fraction,
                noes,
                leadingZeros,
                invisible,
                garbled,
                separated,
                pairs.values() > said / 2 ? pairs.keys() : Set.of(),
                longest,
                said == 0 ? 0 : (double) characters / said,
                exact,
                folded);
    }
}
