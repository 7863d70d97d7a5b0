package demo;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Harbour {

    private final Ships ships;

    Harbour(Ships ships) {
        this.ships = ships;
    }

    public static void main(String[] args) {
        SpringApplication.run(Harbour.class, args);
    }

    @GetMapping("/")
    List<String> moored() {
        return ships.findAll().stream().map(Ship::name).toList();
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }
}
