insert into ship (name) values ('Albatros');
