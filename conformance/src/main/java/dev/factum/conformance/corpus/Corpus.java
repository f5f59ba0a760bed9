package dev.factum.conformance.corpus;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Keyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The cases of a directory in the corpus format: `worlds*.edn`, `cases/*.edn`, `expected/*.edn`.
public final class Corpus {

    private static final Keyword ID = Keyword.of("id");
    private static final Keyword WORLD = Keyword.of("world");
    private static final Keyword CHECKS = Keyword.of("checks");

    private final List<Case> cases;

    private Corpus(List<Case> cases) {
        this.cases = cases;
    }

    /// Reads a directory; cases without a recorded answer are an error.
    public static Corpus read(Path directory) {
        Map<Object, Object> worlds = new HashMap<>();
        for (Path file : ednFiles(directory)) {
            if (file.getFileName().toString().startsWith("worlds")) {
                worlds.putAll((Map<?, ?>) form(file));
            }
        }
        Map<Object, Map<?, ?>> answers = new HashMap<>();
        for (Path file : ednFiles(directory.resolve("expected"))) {
            for (Object answer : (List<?>) form(file)) {
                Map<?, ?> map = (Map<?, ?>) answer;
                answers.put(required(map, ID), map);
            }
        }
        List<Case> cases = new ArrayList<>();
        for (Path file : ednFiles(directory.resolve("cases"))) {
            String area = file.getFileName().toString().replace(".edn", "");
            for (Object form : (List<?>) form(file)) {
                cases.add(readCase((Map<?, ?>) form, area, worlds, answers));
            }
        }
        return new Corpus(cases);
    }

    List<Case> cases() {
        return cases;
    }

    private static Case readCase(
            Map<?, ?> form,
            String area,
            Map<Object, Object> worlds,
            Map<Object, Map<?, ?>> answers) {
        Keyword id = (Keyword) required(form, ID);
        Map<?, ?> answer = answers.get(id);
        Object world = form.get(WORLD);
        if (answer == null || (world != null && !worlds.containsKey(world))) {
            throw new IllegalArgumentException("No answer or no world for case " + id);
        }
        List<Map<?, ?>> checks = new ArrayList<>();
        for (Object check : (List<?>) required(answer, CHECKS)) {
            checks.add((Map<?, ?>) check);
        }
        return new Case(
                id, area, world == null ? null : (Map<?, ?>) worlds.get(world), form, checks);
    }

    private static Object required(Map<?, ?> form, Keyword key) {
        Object value = form.get(key);
        if (value == null) {
            throw new IllegalArgumentException("No " + key + " in " + form);
        }
        return value;
    }

    private static List<Path> ednFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".edn")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object form(Path file) {
        try {
            return java.util.Objects.requireNonNull(Edn.read(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
