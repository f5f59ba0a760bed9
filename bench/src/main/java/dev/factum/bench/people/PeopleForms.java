package dev.factum.bench.people;

import dev.factum.bench.people.PeopleData.Person;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// People as map forms, a thousand at a time, made when they are asked for. Not thread-safe.
public final class PeopleForms implements Iterator<List<Map<Object, Object>>> {

    /// How many people are in a transaction.
    public static final int BATCH = 1_000;

    private final List<Person> people;
    private final Function<String, Object> keyword;
    private int next;

    /// @param keyword makes a keyword of the system that gets the forms
    public PeopleForms(List<Person> people, Function<String, Object> keyword) {
        this.people = people;
        this.keyword = keyword;
    }

    @Override
    public boolean hasNext() {
        return next < people.size();
    }

    @Override
    public List<Map<Object, Object>> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<Person> batch = people.subList(next, Math.min(people.size(), next + BATCH));
        next += batch.size();
        return batch.stream().map(person -> PeopleData.facts(person, keyword)).toList();
    }
}
