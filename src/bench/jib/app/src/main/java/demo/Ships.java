package demo;

import org.springframework.data.jpa.repository.JpaRepository;

interface Ships extends JpaRepository<Ship, String> {}
