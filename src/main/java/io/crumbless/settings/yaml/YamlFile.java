package io.crumbless.settings.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Parses a YAML 1.2 file, whose root is a mapping, into a reader that collects all problems.
 *
 * <p>In addition to bad syntax the following are refused: anchors, aliases, merge keys, tags, several documents, text
 * that is not UTF-8, and a file larger than {@link SettingsFile#MOST_YAML_BYTES}. Each line then means what it says,
 * and no file can expand when parsed.
 */
public final class YamlFile {
    /** Our files have half a dozen levels. */
    private static final int DEEPEST = 50;

    private YamlFile() {}

    /**
     * Parses the file. If it cannot be read or parsed, that is reported as a problem and the result is a silent
     * mapping, which returns placeholders and reports nothing more, so that other files can still be checked.
     */
    public static YamlMapping read(Path file, Problems problems) {
        String name = String.valueOf(file.getFileName());
        byte[] bytes;
        try {
            bytes = SettingsFile.read(file, SettingsFile.MOST_YAML_BYTES);
        } catch (IOException e) {
            problems.add(new SourcePosition(name, 0), "Cannot read " + file + ": " + reason(e));
            return YamlMapping.silent(new SourcePosition(name, 0), problems);
        }
        return parse(name, bytes, problems);
    }

    /** As {@link #read}, for content already in memory; {@code name} is the file's name in messages. */
    public static YamlMapping parse(String name, byte[] utf8, Problems problems) {
        SourcePosition whole = new SourcePosition(name, 0);
        try {
            return parse(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf8))
                            .toString(),
                    problems);
        } catch (CharacterCodingException e) {
            problems.add(whole, "Invalid encoding: the file is not UTF-8; save it as UTF-8");
            return YamlMapping.silent(whole, problems);
        }
    }

    /** As {@link #read}, for text already in memory. */
    public static YamlMapping parse(String name, String text, Problems problems) {
        SourcePosition whole = new SourcePosition(name, 0);
        try {
            List<Node> documents = compose(name, text);
            if (documents.size() == 1 && documents.get(0) instanceof MappingNode top) {
                return new YamlMapping(top, "", new YamlSource(name, problems));
            }
            problems.add(whole, notOneMapping(documents));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            problems.add(new SourcePosition(name, line), "Invalid YAML: " + e.getProblem());
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problems.add(
                    new SourcePosition(name, line),
                    "Invalid YAML: character " + Integer.toHexString(e.getCodePoint())
                            + " (hexadecimal) is not allowed");
        } catch (YamlEngineException e) {
            problems.add(whole, "Invalid YAML: " + e.getMessage());
        }
        return YamlMapping.silent(whole, problems);
    }

    private static List<Node> compose(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(SettingsFile.MOST_YAML_BYTES)
                .build();
        String withoutByteOrderMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        checkDepth(settings, withoutByteOrderMark);
        List<Node> documents = new ArrayList<>();
        new Compose(settings).composeAllFromString(withoutByteOrderMark).forEach(documents::add);
        return documents;
    }

    /** The composer is recursive and would overflow the stack; the parser is not. */
    private static void checkDepth(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw new ParserException("it is nested deeper than " + DEEPEST + " levels", event.getStartMark());
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static String notOneMapping(List<Node> documents) {
        return switch (documents.size()) {
            case 0 -> "Invalid file: it is empty; expected keys and values";
            case 1 ->
                "Invalid file: expected keys and values at the top but found " + YamlSource.describe(documents.get(0));
            default ->
                "Unsupported file: it holds " + documents.size() + " documents; keep one, remove the '---' lines";
        };
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof SettingsFile.TooLarge) {
            return String.valueOf(e.getMessage());
        }
        return e instanceof AccessDeniedException
                ? "permission denied; give this user access"
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
