package dev.drydock.push;

import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushRequest;
import dev.drydock.registry.RegistryClient;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pushes of several images, grouped by the client that carries them out; closes the clients. */
@StartUp
final class PushGroups implements AutoCloseable {

    private final PushClients clients;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Share> shares = new ArrayList<>();

    PushGroups(PushClients clients) {
        this.clients = clients;
    }

    /** Requests that belong to one client. */
    record Group(RegistryClient client, List<PushRequest> requests) {}

    /** Which of a group's requests are those of an image. */
    private record Share(int group, int from, int to) {}

    void add(PushItem item) throws IOException {
        List<PushRequest> own = item.image().requests(clients.pushed());
        int group = numberOf(item);
        List<PushRequest> all = groups.get(group).requests;
        shares.add(new Share(group, all.size(), all.size() + own.size()));
        all.addAll(own);
    }

    private int numberOf(PushItem item) {
        Integer known = numbers.get(item.access());
        if (known != null) {
            return known;
        }
        groups.add(new Group(clients.open(item), new ArrayList<>()));
        numbers.put(item.access(), groups.size() - 1);
        return groups.size() - 1;
    }

    List<Group> all() {
        return groups;
    }

    /**
     * For each image the reports of its requests.
     *
     * @param reports for each group those of its requests, in their order
     */
    List<List<PushReport>> ofImages(List<List<PushReport>> reports) {
        List<List<PushReport>> ofImages = new ArrayList<>();
        for (Share share : shares) {
            ofImages.add(List.copyOf(reports.get(share.group).subList(share.from, share.to)));
        }
        return ofImages;
    }

    @Override
    public void close() {
        for (Group group : groups) {
            group.client.close();
        }
    }
}
