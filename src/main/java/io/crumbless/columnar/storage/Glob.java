package io.crumbless.columnar.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Glob patterns with the same semantics on every file system: walks folders by {@link Storage#list} and matches name by
 * name.
 */
final class Glob {
    private static final String ANY_FOLDERS = "**";

    private final Storage storage;
    private final Location pattern;
    private final boolean files;
    private final List<FileEntry> found = new ArrayList<>();
    private final List<String> captured = new ArrayList<>();

    /** @param files whether to find files, or everything else */
    private Glob(Storage storage, Location pattern, boolean files) {
        this.files = files;
        this.storage = storage;
        this.pattern = pattern;
    }

    static List<FileEntry> files(Storage storage, Location pattern) {
        return matches(storage, pattern, true);
    }

    static List<FileEntry> others(Storage storage, Location pattern) {
        return matches(storage, pattern, false);
    }

    /** Whether the pattern matches a file with this path; does not access the file system. */
    static boolean matches(Location pattern, Location file) {
        Glob glob = new Glob(Storage.of(pattern), pattern, true);
        return glob.matches(pattern.text().split("/"), 0, file.text().split("/"), 0);
    }

    /** As {@link Storage#globCaptures}. */
    static Optional<List<String>> captures(Location pattern, Location file) {
        Glob glob = new Glob(Storage.of(file), pattern, true);
        return glob.matches(pattern.text().split("/"), 0, file.text().split("/"), 0)
                ? Optional.of(List.copyOf(glob.captured))
                : Optional.empty();
    }

    private boolean matches(String[] names, int at, String[] path, int depth) {
        if (at == names.length || depth == path.length) {
            return at == names.length && depth == path.length;
        }
        if (!names[at].equals(ANY_FOLDERS)) {
            int before = captured.size();
            boolean matches = matches(names[at], path[depth]) && matches(names, at + 1, path, depth + 1);
            captured.subList(matches ? captured.size() : before, captured.size())
                    .clear();
            return matches;
        }
        boolean lastOfBoth = at == names.length - 1 && depth == path.length - 1;
        return matches(names, at + 1, path, depth)
                || (!isHidden(path[depth], "*") && (lastOfBoth || matches(names, at, path, depth + 1)));
    }

    private boolean matches(String name, String entryName) {
        if (firstWildcard(name) < 0) {
            return name.equals(entryName);
        }
        Matcher matcher = nameMatching(name).matcher(entryName);
        boolean matches = !isHidden(entryName, name) && matcher.matches();
        for (int group = 1; matches && group <= matcher.groupCount(); group++) {
            captured.add(matcher.group(group));
        }
        return matches;
    }

    private static List<FileEntry> matches(Storage storage, Location pattern, boolean files) {
        String text = pattern.text();
        int wild = firstWildcard(text);
        if (wild < 0) {
            return storage.findSelected(pattern).filter(entry -> entry.isFile() == files).stream()
                    .toList();
        }
        int slash = text.lastIndexOf('/', wild);
        Location root = slash < 0 ? Location.of(".") : Location.of(text.substring(0, Math.max(slash, 1)));
        Glob glob = new Glob(storage, pattern, files);
        glob.descend(root, slash < 0, text.substring(slash + 1).split("/"), 0);
        glob.found.sort(Comparator.comparing(FileEntry::location));
        return List.copyOf(glob.found);
    }

    private static int firstWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isWild(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private void descend(Location folder, boolean bare, String[] names, int depth) {
        if (!storage.mayBeFolder(folder)) {
            return;
        }
        String name = names[depth];
        if (name.equals(ANY_FOLDERS)) {
            descendAnyFolders(folder, bare, names, depth);
            return;
        }
        Optional<String> literal = literal(name);
        if (literal.isPresent()) {
            // Not listed, because a folder above may allow traversal only.
            Location place = bare ? Location.of(literal.get()) : folder.child(literal.get());
            storage.findSelected(place).ifPresent(entry -> take(entry, names, depth));
            return;
        }
        Pattern matching = nameMatching(name);
        for (FileEntry entry : storage.select(folder)) {
            String entryName = entry.location().name();
            if (isHidden(entryName, name) || !matching.matcher(entryName).matches()) {
                continue;
            }
            take(bare ? bareEntry(entry) : entry, names, depth);
        }
    }

    /** Handles an entry that matches the name at a depth: collects it, or descends into it. */
    private void take(FileEntry entry, String[] names, int depth) {
        boolean last = depth == names.length - 1;
        if (last && entry.isFile() == files) {
            found.add(entry);
        } else if (!last && entry.isFolder()) {
            descend(entry.location(), false, names, depth + 1);
        }
    }

    /**
     * The single name that a pattern matches: without wildcards, or with each in a bracket expression, as {@code [*]}.
     */
    private static Optional<String> literal(String name) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean alone = name.charAt(i) == '[' && i + 2 < name.length() && name.charAt(i + 2) == ']';
            if (!alone && isWild(name.charAt(i))) {
                return Optional.empty();
            }
            literal.append(name.charAt(alone ? i + 1 : i));
            i += alone ? 2 : 0;
        }
        return Optional.of(literal.toString());
    }

    private static boolean isWild(char c) {
        return "*?[{".indexOf(c) >= 0;
    }

    /**
     * Checks the syntax of a pattern.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    static void check(Location pattern) {
        Glob glob = new Glob(Storage.of(Location.of(".")), pattern, true);
        for (String name : pattern.text().split("/")) {
            if (literal(name).isEmpty() && !name.equals(ANY_FOLDERS)) {
                glob.nameMatching(name);
            }
        }
    }

    private void descendAnyFolders(Location folder, boolean bare, String[] names, int depth) {
        boolean last = depth == names.length - 1;
        if (!last) {
            descend(folder, bare, names, depth + 1);
        }
        for (FileEntry entry : storage.select(folder)) {
            if (isHidden(entry.location().name(), "*")) {
                continue;
            }
            FileEntry shown = bare ? bareEntry(entry) : entry;
            if (last && entry.isFile() == files) {
                found.add(shown);
            }
            if (entry.isFolder()) {
                descend(shown.location(), false, names, depth);
            }
        }
    }

    /** A pattern without a folder returns names without a folder. */
    private static FileEntry bareEntry(FileEntry entry) {
        return entry.at(Location.of(entry.location().name()));
    }

    private static boolean isHidden(String name, String wanted) {
        char first = name.charAt(0);
        return (first == '.' || first == '_') && wanted.charAt(0) != first;
    }

    private Pattern nameMatching(String glob) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case Storage.CAPTURE -> regex.append(i > 0 && glob.charAt(i - 1) == '*' ? "(?<![0-9])(" : "(");
                case Storage.END_OF_CAPTURE ->
                    regex.append(i + 1 < glob.length() && glob.charAt(i + 1) == '*' ? ")(?![0-9])" : ")");
                case '*' -> regex.append(".*?");
                case '?' -> regex.append('.');
                case '[' -> i = appendSet(glob, i, regex);
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(braces > 0 ? ")" : "\\}");
                    braces = Math.max(0, braces - 1);
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (braces > 0) {
            throw invalid("'{' is not closed within one folder name");
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw invalid(e.getDescription());
        }
    }

    /** Appends {@code [..]} and returns the index of its end. */
    private int appendSet(String glob, int start, StringBuilder regex) {
        int first = start + 1;
        boolean negated = first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^');
        int end = glob.indexOf(']', first + (negated ? 2 : 1));
        if (end < 0) {
            throw invalid("'[' is not closed within one folder name");
        }
        String set = glob.substring(first + (negated ? 1 : 0), end);
        regex.append(negated ? "[^" : "[");
        for (int i = 0; i < set.length(); i++) {
            char c = set.charAt(i);
            regex.append("\\[]^&".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
        }
        regex.append(']');
        return end;
    }

    private IllegalArgumentException invalid(String why) {
        return new IllegalArgumentException("Invalid glob " + pattern + ": " + why);
    }
}
