package demo;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Ship {

    @Id
    private String name;

    String name() {
        return name;
    }
}
